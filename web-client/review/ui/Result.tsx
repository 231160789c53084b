import { ArrowUp, CircleAlert, CircleCheck, CircleDot, Clock, Pause, Radio, Users, X, type Icon } from '../../shared/ui/icons';
import { text } from '../text';

const DISPOSITIONS: Record<string, { tone: string; icon: Icon }> = {
  resolved: { tone: 'ok', icon: CircleCheck },
  unresolved: { tone: 'warn', icon: CircleAlert },
  escalated: { tone: 'info', icon: ArrowUp },
  visit: { tone: 'info', icon: Users },
};
const STATES: Record<string, { tone: string; icon: Icon }> = {
  active: { tone: 'ok', icon: Radio },
  held: { tone: '', icon: Pause },
  interrupted: { tone: 'warn', icon: CircleAlert },
  failed: { tone: 'warn', icon: CircleAlert },
  closed: { tone: '', icon: CircleDot },
  expired: { tone: '', icon: Clock },
  cancelled: { tone: '', icon: X },
  turned_away: { tone: '', icon: X },
  declined: { tone: '', icon: X },
};

/** How a session ended, or where it stands: a disposition once there is one, its state before. */
export function Result({ state, disposition }: { state: string; disposition: string | null }) {
  const { dispositions, states } = text.value;
  // Names that this version does not know are shown as they are.
  const known = disposition === null ? STATES[state] : DISPOSITIONS[disposition];
  const word = disposition === null ? (states[state as keyof typeof states] ?? state) : (dispositions[disposition as keyof typeof dispositions] ?? disposition);
  const { tone, icon: Sign } = known ?? { tone: '', icon: Clock };
  return (
    <span class={`chip ${tone}`}>
      <Sign size={16} /> {word}
    </span>
  );
}

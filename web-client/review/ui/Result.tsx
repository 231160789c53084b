import { ArrowUp, CircleAlert, CircleCheck, CircleDot, Clock, Pause, Radio, Users, X, type Icon } from '../../shared/ui/icons';
import type { Outcome } from '../../shared/wire/wire';
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
};
const ENDINGS: Record<Outcome, { tone: string; icon: Icon }> = {
  failed: { tone: 'warn', icon: CircleAlert },
  completed: { tone: '', icon: CircleDot },
  expired: { tone: '', icon: Clock },
  cancelled: { tone: '', icon: X },
  turned_away: { tone: '', icon: X },
  declined: { tone: '', icon: X },
};

/** How a session ended, or where it stands: a disposition once there is one, its outcome or its state before. */
export function Result({ state, outcome, disposition }: { state: string; outcome: Outcome | null; disposition: string | null }) {
  const { dispositions, endings, states } = text.value;
  // Names that this version does not know are shown as they are.
  const shown = (signs: Record<string, { tone: string; icon: Icon }>, words: Record<string, string>, name: string) => ({ sign: signs[name], word: words[name] ?? name });
  const { sign, word } =
    disposition !== null ? shown(DISPOSITIONS, dispositions, disposition) : outcome !== null ? shown(ENDINGS, endings, outcome) : shown(STATES, states, state);
  const { tone, icon: Sign } = sign ?? { tone: '', icon: Clock };
  return (
    <span class={`chip ${tone}`}>
      <Sign size={16} /> {word}
    </span>
  );
}

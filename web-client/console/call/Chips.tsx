import { clock } from '../../shared/format';
import { CircleDot, CurtainDrawn, Eye, EyeOff, Image, Mic, MicOff, type Icon } from '../../shared/ui/icons';
import type { SessionView } from '../../shared/wire/wire';
import { isCutOff } from '../model/away';
import type { Live } from '../model/live';
import { now } from '../model/now';
import { whatRests, whyNoPicture } from '../model/rules';
import { text } from '../text';

/** What the customer shares now: always in sight, each with its icon and its word, green only while it arrives. */
export function Chips({ live, view }: { live: Live; view: SessionView }) {
  const { top } = text.value;
  if (view.state.name === 'authorizing' || view.state.name === 'wrapping_up') return <div class="chips" />;
  const { drawn, since_t } = view.curtain;
  const rests = whatRests(view, isCutOff(live));
  if (drawn) void now.value;
  return (
    <ul class="chips" aria-label={top.chips} aria-live="polite">
      {!drawn && <Sees view={view} rests={rests.picture} />}
      <Hears view={view} rests={rests.voice} />
      {view.consent.snapshot ? <Chip tone="ok may-fold" icon={Image} word={top.stills} /> : <Chip tone="may-fold" icon={CircleDot} word={top.log} />}
      {drawn && <Chip tone="curtain figures" icon={CurtainDrawn} word={top.curtainDrawn(clock(live.socket.clock.now() - since_t))} silent />}
      {view.customer?.hidden && view.customer.tab !== null && <Chip tone="may-fold" icon={EyeOff} word={top.hidden} />}
    </ul>
  );
}

function Sees({ view, rests }: { view: SessionView; rests: boolean }) {
  const { top } = text.value;
  const agreed = whyNoPicture({ ...view, state: { name: 'active' }, curtain: { drawn: false, since_t: 0 } }) === null;
  if (!agreed) return <Chip icon={EyeOff} word={top.sees.none} />;
  return rests ? <Chip icon={EyeOff} word={top.pictureRests} /> : <Chip tone="ok" icon={Eye} word={top.sees[view.picture.source]} />;
}

function Hears({ view, rests }: { view: SessionView; rests: boolean }) {
  const { top } = text.value;
  if (!view.consent.hear) return <Chip icon={MicOff} word={top.hearsNot} />;
  if (view.customer?.muted) return <Chip icon={MicOff} word={top.hearsMuted} />;
  return rests ? <Chip icon={MicOff} word={top.voiceRests} /> : <Chip tone="ok" icon={Mic} word={top.hears} />;
}

/** One of them. `silent` is not read out each time that it changes. */
function Chip({ icon: Sign, word, tone = '', silent = false }: { icon: Icon; word: string; tone?: string; silent?: boolean }) {
  return (
    <li class={`chip ${tone}`} title={word} aria-live={silent ? 'off' : undefined}>
      <Sign size={16} /> <span class="chip-word">{word}</span>
    </li>
  );
}

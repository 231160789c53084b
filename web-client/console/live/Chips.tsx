import { clock } from '../../shared/i18n/format';
import { CircleDot, CurtainDrawn, CurtainOpen, Eye, EyeOff, Image, Mic, MicOff } from '../../shared/ui/icons';
import type { SessionView } from '../../shared/wire/wire';
import { now } from '../frame/now';
import { t } from '../speech';
import type { Live } from './live';
import { whyNoPicture } from './rules';

/** What the customer shares now: always in sight, each with its icon and its word. */
export function Chips({ live, view }: { live: Live; view: SessionView }) {
  const { top } = t.value;
  if (view.state.name === 'authorizing' || view.state.name === 'wrapping_up') return <div class="chips" />;
  const agreed = whyNoPicture({ ...view, state: { name: 'active' }, curtain: { drawn: false, since_t: 0 } }) === null;
  const { drawn, since_t } = view.curtain;
  if (drawn) void now.value;
  return (
    <ul class="chips" aria-label={top.chips} aria-live="polite">
      {!drawn && (
        <li class={agreed ? 'chip ok' : 'chip'}>
          {agreed ? <Eye size={16} /> : <EyeOff size={16} />} {top.sees[agreed ? view.picture.source : 'none']}
        </li>
      )}
      <Hears view={view} />
      <li class={view.consent.snapshot ? 'chip ok' : 'chip'}>
        {view.consent.snapshot ? <Image size={16} /> : <CircleDot size={16} />} {view.consent.snapshot ? top.stills : top.log}
      </li>
      <li class={drawn ? 'chip curtain figures' : 'chip'} aria-live="off">
        {drawn ? <CurtainDrawn size={16} /> : <CurtainOpen size={16} />} {drawn ? top.curtainDrawn(clock(live.socket.clock.now() - since_t)) : top.curtainOpen}
      </li>
      {view.customer?.hidden && view.customer.tab !== null && (
        <li class="chip">
          <EyeOff size={16} /> {top.hidden}
        </li>
      )}
    </ul>
  );
}

function Hears({ view }: { view: SessionView }) {
  const { top } = t.value;
  if (!view.consent.hear)
    return (
      <li class="chip">
        <MicOff size={16} /> {top.hearsNot}
      </li>
    );
  const muted = view.customer?.muted ?? false;
  return (
    <li class={muted ? 'chip' : 'chip ok'}>
      {muted ? <MicOff size={16} /> : <Mic size={16} />} {muted ? top.hearsMuted : top.hears}
    </li>
  );
}

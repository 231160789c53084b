import { useEffect, useRef } from 'preact/hooks';
import { clock } from '../../shared/format';
import { X } from '../../shared/ui/icons';
import type { SessionView } from '../../shared/wire/wire';
import type { Desk } from '../model/desk';
import { Banner } from '../ui/Banner';
import { now } from '../model/now';
import { Refusal } from '../ui/Refusal';
import { guideOpen } from '../model/ui-state';
import { Chat } from '../steps/Chat';
import { Steps } from '../steps/Steps';
import { Stage } from '../stage/Stage';
import { t } from '../text';
import { QUIET_MS } from '../model/away';
import type { Calls } from '../model/calls';
import { Ended } from './Ended';
import type { Live } from '../model/live';
import { nameOf } from '../model/names';
import { isOver } from '../model/rules';
import { TopBar } from './TopBar';
import { WrapUp } from './WrapUp';

/** After this long, ms, another way is worth trying. */
const LONG_MS = 20_000;

/** One session from the consent page to its end. */
export function LivePage({ live, calls, desk }: { live: Live; calls: Calls; desk: Desk }) {
  const view = live.socket.view.value;
  const link = live.socket.link.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const there = view !== null;
  useEffect(() => heading.current?.focus(), [there]);
  if (link.name === 'ended' && !(view && view.state.name === 'wrapping_up' && link.why.name === 'over')) return <Ended live={live} view={view} why={link.why} calls={calls} desk={desk} />;
  if (!view) return <Opening />;
  if (isOver(view.state)) return <Ended live={live} view={view} why={{ name: 'over' }} calls={calls} desk={desk} />;
  return (
    <div class="live">
      <TopBar live={live} view={view} calls={calls} heading={heading} />
      <Status live={live} view={view} />
      <Refusal live={live} place="call" />
      {view.state.name === 'wrapping_up' ? (
        <WrapUp live={live} view={view} reason={view.state.reason} />
      ) : (
        <div class="live-body">
          <Stage live={live} view={view} />
          <Guide live={live} view={view} />
        </div>
      )}
    </div>
  );
}

/** Steps and chat: a column where there is room, a sheet where there is not. */
function Guide({ live, view }: { live: Live; view: SessionView }) {
  return (
    <aside class={guideOpen.value ? 'guide open' : 'guide'} aria-label={t.value.stage.steps}>
      <button type="button" class="button icon-only close-sheet" aria-label={t.value.close} onClick={() => (guideOpen.value = false)}>
        <X size={18} />
      </button>
      <Steps live={live} view={view} />
      <Chat live={live} view={view} />
    </aside>
  );
}

function Opening() {
  return (
    <main id="main" class="opening" tabIndex={-1}>
      <p class="unseen" role="status">
        {t.value.states.loading}
      </p>
      <span class="skeleton block-bar" />
      <span class="skeleton block-stage" />
    </main>
  );
}

/** Which side is away, and since when. */
function Status({ live, view }: { live: Live; view: SessionView }) {
  const { states } = t.value;
  const link = live.socket.link.value;
  const tick = now.value;
  const name = nameOf(view, t.value);
  if (link.name === 'away') {
    const away = tick - link.since;
    if (link.planned) return <Banner tone="warn">{states.restarting}</Banner>;
    if (away < QUIET_MS) return null;
    return (
      <Banner tone="warn">
        {states.reconnecting(clock(away))} {away > LONG_MS && states.longAway}
      </Banner>
    );
  }
  if (view.state.name !== 'interrupted') return null;
  const since = states.awayFor(clock(live.socket.clock.now() - view.state_t));
  if (view.state.customer_away && view.state.supervisor_away)
    return (
      <Banner tone="warn">
        <b>{states.bothAway}</b> {since}.
      </Banner>
    );
  return view.state.customer_away ? (
    <Banner tone="warn">
      <b>{states.customerAway(name)}</b> {since}. {states.customerAwayHelp}
    </Banner>
  ) : (
    <Banner tone="info">
      {states.supervisorAway} {since}.
    </Banner>
  );
}

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { clock } from '../../shared/format';
import { isOver } from '../../shared/state';
import type { SessionView } from '../../shared/wire/wire';
import { QUIET_MS } from '../model/away';
import type { Calls } from '../model/calls';
import type { Desk } from '../model/desk';
import type { Live } from '../model/live';
import { nameOf } from '../model/names';
import { now } from '../model/now';
import { text } from '../text';
import { Banner } from '../ui/Banner';
import { Refusal } from '../ui/Refusal';
import { Ended } from './Ended';
import { TopBar } from './TopBar';
import { WrapUp } from './WrapUp';

/** After this long, ms, another way is worth trying. */
const LONG_MS = 20_000;

type Props = {
  readonly live: Live;
  readonly calls: Calls;
  readonly desk: Desk;
  /** What stands below the bar while the call goes on: the picture and the steps, which are pages of their own. */
  readonly work: (view: SessionView) => ComponentChildren;
};

/** One session from the consent page to its end. */
export function CallPage({ live, calls, desk, work }: Props) {
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
        <div class="live-body">{work(view)}</div>
      )}
    </div>
  );
}

function Opening() {
  return (
    <main id="main" class="opening" tabIndex={-1}>
      <p class="unseen" role="status">
        {text.value.states.loading}
      </p>
      <span class="skeleton block-bar" />
      <span class="skeleton block-stage" />
    </main>
  );
}

/** Which side is away, and since when. */
function Status({ live, view }: { live: Live; view: SessionView }) {
  const { states } = text.value;
  const link = live.socket.link.value;
  const tick = now.value;
  const name = nameOf(view, text.value);
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

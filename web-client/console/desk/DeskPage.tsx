import { useEffect, useRef } from 'preact/hooks';
import { clock } from '../../shared/format';
import { Plus, ScanSearch } from '../../shared/ui/icons';
import { auth } from '../model/app';
import { QUIET_MS } from '../model/away';
import type { Desk } from '../model/desk';
import { grouped, groupOf } from '../model/desk-list';
import type { Live } from '../model/live';
import { now } from '../model/now';
import { creating } from '../model/ui-state';
import { text } from '../text';
import { Banner } from '../ui/Banner';
import { SessionRow } from './SessionRow';
import { SidePanel } from './SidePanel';

/** Who waits, what goes on, and the panel in which a session begins. */
export function DeskPage({ desk, live }: { desk: Desk; live: Live | null }) {
  const { desk: words } = text.value;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const sessions = desk.sessions.value;
  const panel = live !== null || creating.value;
  const reader = auth.state.value.name === 'in' && auth.state.value.user.role === 'reviewer';
  const rows = sessions ?? [];
  const door = rows.filter((session) => groupOf(session) === 'door').length;
  const going = rows.filter((session) => ['live', 'interrupted'].includes(groupOf(session) ?? '')).length;
  return (
    <div class={panel ? 'desk with-panel' : 'desk'}>
      <main id="main" tabIndex={-1}>
        <header class="page-head">
          <div>
            <h1 ref={heading} tabIndex={-1}>
              {words.title}
            </h1>
            {sessions && (
              <p class="quiet-text" role="status">
                {words.summary(door, going)}
              </p>
            )}
          </div>
          {!reader && !panel && rows.length > 0 && <NewButton primary />}
        </header>
        <Away desk={desk} />
        {reader ? (
          <Empty>
            <a class="button primary" href="/review">
              <ScanSearch size={18} /> {text.value.rail.review}
            </a>
          </Empty>
        ) : sessions === null ? (
          <Loading />
        ) : rows.length === 0 ? (
          <Empty>{!panel && <NewButton primary />}</Empty>
        ) : (
          grouped(rows).map(({ group, sessions: listed }) => (
            <section key={group} class="group" aria-labelledby={`group-${group}`}>
              <h2 id={`group-${group}`}>
                {words.groups[group]} <span class="figures">{listed.length}</span>
              </h2>
              <ul class="card rows">
                {listed.map((session) => (
                  <SessionRow key={session.session} session={session} desk={desk} chosen={live?.id === session.session} />
                ))}
              </ul>
            </section>
          ))
        )}
      </main>
      {panel && <SidePanel desk={desk} live={live} />}
    </div>
  );
}

function NewButton({ primary }: { primary: boolean }) {
  return (
    <button type="button" class={primary ? 'button primary' : 'button quiet'} onClick={() => (creating.value = true)}>
      <Plus size={18} /> {text.value.desk.newSession}
    </button>
  );
}

function Empty({ children }: { children: preact.ComponentChildren }) {
  const { desk } = text.value;
  return (
    <div class="card empty">
      <p class="empty-title">{desk.empty}</p>
      <p class="quiet-text">{desk.emptyNext}</p>
      {children}
    </div>
  );
}

function Loading() {
  return (
    <div class="card rows" role="status" aria-label={text.value.loading}>
      {[0, 1, 2].map((row) => (
        <div key={row} class="row">
          <span class="skeleton block-round" />
          <span class="skeleton block-line" />
        </div>
      ))}
    </div>
  );
}

function Away({ desk }: { desk: Desk }) {
  const link = desk.link.value;
  const tick = now.value;
  if (link.name !== 'away' || (tick - link.since < QUIET_MS && !link.planned)) return null;
  if (link.planned) return <Banner tone="warn">{text.value.desk.restarting}</Banner>;
  // Before the first list there is none that could be out of date.
  return <Banner tone="warn">{desk.sessions.value ? text.value.desk.reconnecting(clock(tick - link.since)) : text.value.signIn.offline}</Banner>;
}

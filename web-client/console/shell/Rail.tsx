import { clock } from '../../shared/format';
import { Rail as Frame } from '../../shared/staff/Rail';
import { Avatar } from '../../shared/ui/Avatar';
import { DoorOpen, Pause, Radio, ScanSearch, Settings, WifiOff } from '../../shared/ui/icons';
import type { SessionSummary } from '../../shared/wire/wire';
import { addressOf } from '../model/address';
import { auth } from '../model/app';
import type { Calls } from '../model/calls';
import type { Desk } from '../model/desk';
import { goingOn } from '../model/desk-list';
import { dialog } from '../model/dialog';
import { stateName } from '../model/names';
import { now } from '../model/now';
import { route } from '../model/route';
import { text } from '../text';

/** The way around the console, and the person's own sessions in sight of all of it. */
export function Rail({ desk, calls }: { desk: Desk; calls: Calls }) {
  const { rail } = text.value;
  const state = auth.state.value;
  const user = state.name === 'in' ? state.user : null;
  const sessions = desk.sessions.value ?? [];
  const door = sessions.filter((session) => session.state === 'asking').length;
  const mine = user ? goingOn(sessions, user.id) : [];
  const here = route.value;
  return (
    <Frame
      label={rail.label}
      home={addressOf({ name: 'desk' })}
      places={[
        { href: addressOf({ name: 'desk' }), name: rail.sessions, icon: Radio, current: here.name === 'desk' ? 'page' : undefined, after: door > 0 && <AtDoor count={door} /> },
        { href: '/review', name: rail.review, icon: ScanSearch },
      ]}
    >
      {mine.length > 0 && (
        <section class="mine" aria-labelledby="mine">
          <h2 id="mine">{rail.mine}</h2>
          <ul>
            {mine.map((session) => (
              <li key={session.session}>
                <MySession session={session} shown={here.name === 'session' && here.id === session.session} onAir={calls.onAir.value?.id === session.session} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {user && (
        <div class="me">
          <Avatar name={user.display_name} />
          <div class="word">
            <b>{user.display_name}</b>
            <span>{rail.role[user.role]}</span>
          </div>
          <button type="button" class="button icon-only" aria-label={rail.settings} title={rail.settings} onClick={() => (dialog.value = { name: 'settings' })}>
            <Settings size={18} />
          </button>
        </div>
      )}
    </Frame>
  );
}

/** How many wait at the door. */
function AtDoor({ count }: { count: number }) {
  return (
    <span class="count">
      <span aria-hidden="true">{count}</span>
      <span class="unseen">{text.value.rail.atDoor(count)}</span>
    </span>
  );
}

const ICONS: Partial<Record<string, typeof Pause>> = { held: Pause, interrupted: WifiOff, asking: DoorOpen };

function MySession({ session, shown, onAir }: { session: SessionSummary; shown: boolean; onAir: boolean }) {
  const name = session.reference ?? text.value.someone;
  const StateIcon = ICONS[session.state] ?? (onAir ? Radio : null);
  return (
    <a class="my-session" href={addressOf({ name: 'session', id: session.session })} aria-current={shown ? 'page' : undefined} title={name}>
      <Avatar name={name} />
      <span class="word">
        <b>{name}</b>
        <span class="state">
          {StateIcon && <StateIcon size={16} />} {stateName(session.state, text.value)}
        </span>
      </span>
      <span class="word figures">{clock(now.value - session.state_at)}</span>
    </a>
  );
}

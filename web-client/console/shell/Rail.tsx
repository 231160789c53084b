import { clock } from '../../shared/format';
import { Avatar } from '../../shared/ui/Avatar';
import { DoorOpen, Pause, Radio, ScanSearch, Settings, WifiOff } from '../../shared/ui/icons';
import { Logo } from '../../shared/ui/Logo';
import type { SessionSummary } from '../../shared/wire/wire';
import { addressOf } from '../model/address';
import { auth } from '../model/app';
import type { Calls } from '../model/calls';
import type { Desk } from '../model/desk';
import { goingOn } from '../model/desk-list';
import { dialog } from '../model/dialog';
import { now } from '../model/now';
import { route } from '../model/route';
import { stateName } from '../model/state-name';
import { t } from '../text';

/** The way around the console, and the person's own sessions in sight of all of it. */
export function Rail({ desk, calls }: { desk: Desk; calls: Calls }) {
  const { rail } = t.value;
  const state = auth.state.value;
  const user = state.name === 'in' ? state.user : null;
  const sessions = desk.sessions.value ?? [];
  const door = sessions.filter((session) => session.state === 'asking').length;
  const mine = user ? goingOn(sessions, user.id) : [];
  const here = route.value;
  return (
    <nav class="rail" aria-label={rail.label}>
      <a class="brand" href={addressOf({ name: 'desk' })}>
        <Logo size={22} /> <span>Cicerone</span>
      </a>
      <ul class="places">
        <li>
          <a class="place" href={addressOf({ name: 'desk' })} aria-current={here.name === 'desk' ? 'page' : undefined} title={rail.sessions}>
            <Radio size={18} /> <span class="word">{rail.sessions}</span>
            {door > 0 && (
              <span class="count">
                <span aria-hidden="true">{door}</span>
                <span class="unseen">{rail.atDoor(door)}</span>
              </span>
            )}
          </a>
        </li>
        <li>
          <a class="place" href="/review" title={rail.review}>
            <ScanSearch size={18} /> <span class="word">{rail.review}</span>
          </a>
        </li>
      </ul>
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
    </nav>
  );
}

const ICONS: Partial<Record<string, typeof Pause>> = { held: Pause, interrupted: WifiOff, asking: DoorOpen };

function MySession({ session, shown, onAir }: { session: SessionSummary; shown: boolean; onAir: boolean }) {
  const name = session.reference ?? t.value.someone;
  const StateIcon = ICONS[session.state] ?? (onAir ? Radio : null);
  return (
    <a class="my-session" href={addressOf({ name: 'session', id: session.session })} aria-current={shown ? 'page' : undefined} title={name}>
      <Avatar name={name} />
      <span class="word">
        <b>{name}</b>
        <span class="state">
          {StateIcon && <StateIcon size={16} />} {stateName(session.state, t.value)}
        </span>
      </span>
      <span class="word figures">{clock(now.value - Date.parse(session.state_since))}</span>
    </a>
  );
}

import { useState } from 'preact/hooks';
import { clock, languageName } from '../../shared/format';
import type { Fault } from '../../shared/request';
import { Avatar } from '../../shared/ui/Avatar';
import { Camera, Mic, MicOff, MonitorUp, Smartphone, type Icon } from '../../shared/ui/icons';
import type { SessionSummary } from '../../shared/wire/wire';
import { addressOf } from '../model/address';
import { auth } from '../model/app';
import type { Desk } from '../model/desk';
import { groupOf, type Group } from '../model/desk-list';
import { stateName } from '../model/names';
import { now } from '../model/now';
import { go } from '../model/route';
import { text } from '../text';
import { FaultNote } from '../ui/Refusal';

/** One session of the list, with the one thing to do about it. */
export function SessionRow({ session, desk, chosen }: { session: SessionSummary; desk: Desk; chosen: boolean }) {
  const words = text.value;
  const [fault, setFault] = useState<Fault | null>(null);
  const user = auth.state.value.name === 'in' ? auth.state.value.user : null;
  const mine = session.supervisor === user?.id;
  const name = session.reference ?? words.someone;
  const group = groupOf(session);
  const takeOver = async () => {
    const refused = await desk.takeOver(session.session);
    setFault(refused);
    if (!refused) go({ name: 'session', id: session.session });
  };
  return (
    <li class="row" data-state={session.state} aria-current={chosen || undefined}>
      <Avatar name={name} />
      <div class="who">
        <p class="name">
          <b>{name}</b> <StateChip session={session} group={group} />
        </p>
        <p class="quiet-text">{[session.topic, languageName(session.language)].filter(Boolean).join(' · ')}</p>
      </div>
      <div class="how">
        {session.via && <span>{words.desk.via[session.via]}</span>}
        <Can session={session} />
      </div>
      <p class="whose">{mine ? words.desk.you : (session.supervisor_name ?? words.nobody)}</p>
      <p class="since figures">
        <span class="unseen">{words.desk.since} </span>
        {clock(now.value - session.state_at)}
      </p>
      <div class="do">
        {mine ? (
          <a class={group === 'door' ? 'button primary' : 'button quiet'} href={addressOf({ name: 'session', id: session.session })}>
            {actionName(group)}
            <span class="unseen"> {name}</span>
          </a>
        ) : (
          session.can_take_over && (
            <button type="button" class="button quiet" onClick={() => void takeOver()}>
              {words.desk.takeOver}
              <span class="unseen"> {name}</span>
            </button>
          )
        )}
      </div>
      {fault && <FaultNote code={fault} onDismiss={() => setFault(null)} />}
    </li>
  );
}

function actionName(group: Group | null): string {
  const { desk } = text.value;
  if (group === 'door') return desk.seeDoor;
  if (group === 'invited') return desk.invite;
  return group === 'wrapping_up' ? desk.writeUp : desk.open;
}

function StateChip({ session, group }: { session: SessionSummary; group: Group | null }) {
  const words = text.value;
  const gone = group === 'door' && !session.customer_present;
  if (gone) return <span class="chip warn small">{words.desk.away}</span>;
  const tone = { door: 'warn', interrupted: 'warn', live: 'ok', wrapping_up: 'info', invited: '' }[group ?? 'invited'];
  return <span class={`chip small ${session.state === 'held' ? '' : tone}`}>{stateName(session.state, words)}</span>;
}

/** What the customer's browser can do, once they are at the door. */
function Can({ session }: { session: SessionSummary }) {
  const { can, cannot } = text.value.desk;
  const { abilities } = session;
  if (!abilities) return null;
  const signs: readonly (readonly [boolean, Icon, string])[] = [
    [true, abilities.screen ? MonitorUp : Smartphone, abilities.screen ? can.screen : cannot.screen],
    [abilities.camera, Camera, can.camera],
    [true, abilities.microphone ? Mic : MicOff, abilities.microphone ? can.microphone : cannot.microphone],
  ];
  return (
    <span class="can">
      {signs.map(
        ([shown, Sign, name]) =>
          shown && (
            <span key={name} title={name}>
              <Sign size={16} />
              <span class="unseen">{name}</span>
            </span>
          ),
      )}
    </span>
  );
}

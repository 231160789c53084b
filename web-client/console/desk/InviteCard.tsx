import { useEffect, useState } from 'preact/hooks';
import { clock } from '../../shared/format';
import type { Fault } from '../../shared/request';
import { Clock, Copy, RefreshCw } from '../../shared/ui/icons';
import { toast } from '../../shared/ui/Toast';
import type { SessionView } from '../../shared/wire/wire';
import { isGone } from '../model/away';
import type { Desk, Invited } from '../model/desk';
import type { Live } from '../model/live';
import { now } from '../model/now';
import { text } from '../text';
import { FaultNote } from '../ui/Refusal';
import { spoken } from './code';

/** Code, QR and link of a session, for as long as they are good. */
export function InviteCard({ desk, live, view }: { desk: Desk; live: Live; view: SessionView }) {
  const { invite: words } = text.value;
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const invite = desk.invites.value.get(live.id);
  const renew = async () => {
    setBusy(true);
    setFault(await desk.invite(live.id));
    setBusy(false);
  };
  const again = (
    <button type="button" class="button quiet" aria-busy={busy} onClick={() => void renew()}>
      <RefreshCw size={16} /> {words.again}
    </button>
  );
  const refused = fault && <FaultNote code={fault} onDismiss={() => setFault(null)} />;
  if (view.state.name === 'asking') {
    if (!isGone(live, view)) return <p class="quiet-text">{words.used}</p>;
    return (
      <div class="invite">
        <p class="note">{words.gone}</p>
        {again}
        {refused}
      </div>
    );
  }
  const left = invite ? invite.until - now.value : 0;
  return (
    <section class="invite" aria-labelledby="say-code">
      <div class="invite-head">
        <h3 id="say-code">{words.say}</h3>
        {again}
      </div>
      {!invite && <p class="note">{words.hidden}</p>}
      {invite && left <= 0 && (
        <p class="note" role="status">
          {words.expired}
        </p>
      )}
      {/* A code that is about to end must not be read aloud. */}
      {invite && left > 0 && !busy && <Invitation invite={invite} left={left} />}
      {refused}
    </section>
  );
}

function Invitation({ invite, left }: { invite: Invited; left: number }) {
  const { invite: words } = text.value;
  const [selectable, setSelectable] = useState(false);
  const groups = spoken(invite.code);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(invite.link);
      toast(words.copied);
    } catch {
      // Refused, or missing on plain HTTP: the person can still select it.
      setSelectable(true);
    }
  };
  return (
    <>
      <p class="code">
        <span class="unseen">{words.code(groups.map((group) => [...group].join(' ')).join(', '))}</span>
        {groups.map((group, i) => (
          <span key={i} aria-hidden="true">
            {group}
          </span>
        ))}
      </p>
      <p class="quiet-text">
        {words.at} <b>{invite.address}</b>
      </p>
      <div class="qr-and-link">
        <Qr svg={invite.qr_svg} />
        <div>
          <h3>{words.send}</h3>
          <button type="button" class="button quiet" onClick={() => void copy()}>
            <Copy size={16} /> {words.copy}
          </button>
        </div>
      </div>
      {selectable && (
        <div class="field">
          <label for="invite-link">{words.notCopied}</label>
          <input id="invite-link" class="input" readOnly value={invite.link} onFocus={(event) => event.currentTarget.select()} />
        </div>
      )}
      <p class="quiet-text with-icon figures">
        <Clock size={16} /> {words.left(clock(left))}
      </p>
    </>
  );
}

/** The server's SVG is shown as an image, never as markup: an image can't run anything. */
function Qr({ svg }: { svg: string }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);
  return <div class="qr">{url && <img src={url} alt={text.value.invite.qr} width="132" height="132" />}</div>;
}

import { stillOf } from '../../shared/fold';
import { clock } from '../../shared/format';
import { grade as gradeOf } from '../../shared/quality';
import { Avatar } from '../../shared/ui/Avatar';
import { Eye, EyeOff } from '../../shared/ui/icons';
import { SignalBars } from '../../shared/ui/SignalBars';
import type { CustomerSession } from '../session';
import { takeFocus } from '../ui/Sheet';
import { theParts } from './parts';
import { text } from './text';

/** Who sees what, how good the connection is and how long it has been, on two lines. */
export function Top({ session }: { session: CustomerSession }) {
  const t = text.value.top;
  const view = session.view.value;
  const source = view?.picture.source ?? 'none';
  const quality = theParts().media.peer.quality.value;
  // What was measured before a cut says nothing of what gets through now.
  const grade = quality && !session.isLost.value && view?.media !== 'stalled' ? gradeOf(quality) : null;
  const isSeen = isWatched(session);
  const isWith = source === 'none' && isHere(session);
  void session.socket.clock.second.value; // counts on
  return (
    <header class="top">
      <Avatar name={session.helper.value} />
      <div>
        <h1 tabIndex={-1} ref={takeFocus}>{isSeen || isWith ? t.sees[source](session.name.value) : t.hidden(session.name.value)}</h1>
        <p class="figures">
          {grade && (
            <b class={grade}>
              <SignalBars grade={grade} /> {text.value.quality[grade]}
            </b>
          )}
          <span>{clock(session.socket.clock.now() - (view?.active_t ?? 0))}</span>
        </p>
      </div>
      <p class="eyes" title={isSeen ? t.watching(session.helper.value) : t.nobody}>
        {isSeen ? <Eye /> : <EyeOff />}
        <span aria-hidden="true">{isSeen ? 1 : 0}</span>
        <span class="unseen">{isSeen ? t.watching(session.helper.value) : t.nobody}</span>
      </p>
    </header>
  );
}

/** Whether who helps is here: on both ends of the connection, and not on hold. */
function isHere(session: CustomerSession): boolean {
  const view = session.view.value;
  return view?.state.name === 'active' && view.supervisor?.tab !== null && !session.isLost.value;
}

/** Whether a picture is on its way to somebody now. */
function isWatched(session: CustomerSession): boolean {
  const view = session.view.value;
  if (!view || view.picture.source === 'none' || session.isHidden.value || !isHere(session)) return false;
  // A picture that moves is seen once the server passes it on; one that stands still needs no more than its place in the session.
  return view.media === 'live' || stillOf(view.picture) !== null;
}

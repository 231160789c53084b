import { CircleAlert } from '../../shared/ui/icons';
import type { CustomerSession } from '../session';
import { theParts } from './parts';
import { text } from './text';

/** What the page waits for, or why what was asked for is not there, and what to do. */
export function FaultNote({ session }: { session: CustomerSession }) {
  const { denied, missing, noPhoto, noCopy, notStored, asking, sending } = text.value.sources;
  const { mic } = text.value.notice;
  const { media } = theParts();
  const { busy, fault, microphone } = media;
  // A voice that was agreed to and is not there is a trouble of the whole page, and stands there.
  const voice = session.view.value?.consent.hear ? null : microphone.fault.value;
  const words = [fault.value && { denied, missing, no_photo: noPhoto, no_copy: noCopy, not_stored: notStored }[fault.value], voice && mic[voice]];
  return (
    <div role="status">
      {busy.value && <p class="chip info">{{ asking, sending }[busy.value]}</p>}
      {words.map(
        (each) =>
          each && (
            <p class="fault" key={each} ref={reveal}>
              <CircleAlert /> <span>{each}</span>
            </p>
          ),
      )}
    </div>
  );
}

/** What appears above the choice that was pressed may be out of sight. Stable, so that it runs once for each note. */
function reveal(note: HTMLElement | null): void {
  note?.scrollIntoView({ block: 'nearest' });
}

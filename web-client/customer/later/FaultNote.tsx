import { CircleAlert } from '../../shared/ui/icons';
import { theDesk } from './desk';
import { text } from './speech';

/** Why what was asked for is not shown, and what to do. */
export function FaultNote() {
  const { denied, missing, noPhoto, notStored, asking } = text.value.sources;
  const { media } = theDesk();
  const fault = media.fault.value;
  return (
    <div role="status">
      {media.asking.value && <p class="chip info">{asking}</p>}
      {fault && (
        <p class="fault">
          <CircleAlert /> <span>{{ denied, missing, no_photo: noPhoto, not_stored: notStored }[fault]}</span>
        </p>
      )}
    </div>
  );
}

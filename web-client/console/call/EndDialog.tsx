import { Dialog } from '../../shared/ui/Dialog';
import { PhoneOff } from '../../shared/ui/icons';
import type { Live } from '../model/live';
import { nameOf } from '../model/names';
import { text } from '../text';

/** Asks once before the call ends. */
export function EndDialog({ live, onClose }: { live: Live; onClose: () => void }) {
  const { end } = text.value;
  const confirm = () => {
    onClose();
    void live.end();
  };
  return (
    <Dialog title={end.title(nameOf(live.socket.view.value, text.value))} onClose={onClose}>
      <p>{end.text}</p>
      <div class="actions">
        <button type="button" class="button danger filled" onClick={confirm}>
          <PhoneOff size={18} /> {end.confirm}
        </button>
        {/* A stray Enter must not end a call. */}
        <button type="button" class="button secondary" autofocus onClick={onClose}>
          {end.back}
        </button>
      </div>
    </Dialog>
  );
}

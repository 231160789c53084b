import { X } from '../../shared/ui/icons';
import { text } from '../text';

/** The cross at the top right of a dialog or panel. */
export function CloseButton({ onClose }: { onClose: () => void }) {
  return (
    <button type="button" class="button icon-only close" aria-label={text.value.close} title={text.value.close} onClick={onClose}>
      <X size={18} />
    </button>
  );
}

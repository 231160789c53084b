import { X } from '../../shared/ui/icons';
import { t } from '../text';

/** The cross at the top right of a dialog or panel. */
export function CloseButton({ onClose }: { onClose: () => void }) {
  return (
    <button type="button" class="button icon-only close" aria-label={t.value.close} title={t.value.close} onClick={onClose}>
      <X size={18} />
    </button>
  );
}

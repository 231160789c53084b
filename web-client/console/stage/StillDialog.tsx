import { clock } from '../../shared/format';
import { Dialog } from '../../shared/ui/Dialog';
import { RefreshCw, Snowflake } from '../../shared/ui/icons';
import { isCutOff } from '../model/away';
import type { Live } from '../model/live';
import { whyNoPicture, whyNoStill } from '../model/rules';
import { text } from '../text';
import { CloseButton } from '../ui/CloseButton';

/** One still, large; and the way to bring it before both. */
export function StillDialog({ live, still, onClose }: { live: Live; still: string; onClose: () => void }) {
  const words = text.value;
  const view = live.socket.view.value;
  const stored = view?.stills.find((one) => one.still === still);
  const picture = live.stills.picture(still).value;
  if (!view || !stored) return null;
  const title = words.stills.alt(words.stills.reasons[stored.reason], clock(stored.stored_t - (view.active_t ?? 0)));
  const may = !isCutOff(live) && whyNoPicture(view) === null && whyNoStill(view) === null;
  const show = () => {
    onClose();
    void live.showStill(still);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <CloseButton onClose={onClose} />
      <div class="still-large">
        {picture.name === 'there' && <img src={picture.url} alt={title} />}
        {picture.name === 'loading' && <p class="skeleton block-panel">{words.loading}</p>}
        {picture.name === 'missing' && <p role="alert">{words.stills.missing}</p>}
      </div>
      {picture.name === 'missing' && (
        <div class="actions">
          <button type="button" class="button secondary" onClick={() => live.stills.retry(still)}>
            <RefreshCw size={18} /> {words.tryAgain}
          </button>
        </div>
      )}
      {may && picture.name === 'there' && view.picture.frozen !== still && (
        <div class="actions">
          <button type="button" class="button primary" onClick={show}>
            <Snowflake size={18} /> {words.stills.show}
          </button>
        </div>
      )}
    </Dialog>
  );
}

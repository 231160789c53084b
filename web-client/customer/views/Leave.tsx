import type { CustomerSession } from '../session';
import { text } from '../text';
import { Sheet } from '../ui/Sheet';

/** Leaving can't be taken back, so it is asked once. */
export function Leave({ session, onStay }: { session: CustomerSession; onStay: () => void }) {
  const t = text.value.leave;
  return (
    <Sheet id="leave" title={t.title} onClose={onStay}>
      <p>{t.sub(session.name.value)}</p>
      <div class="actions">
        <button type="button" class="button danger filled" onClick={() => session.leave()}>
          {t.yes}
        </button>
        <button type="button" class="button secondary" onClick={onStay}>
          {t.no}
        </button>
      </div>
    </Sheet>
  );
}

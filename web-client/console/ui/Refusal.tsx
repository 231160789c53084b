import type { Fault } from '../../shared/request';
import { CircleAlert, X } from '../../shared/ui/icons';
import type { Live } from '../model/live';
import type { Place } from '../model/refusals';
import { text } from '../text';

/** Why something was not done, in words, with its code in small print. */
export function FaultNote({ code, onDismiss }: { code: Fault; onDismiss?: () => void }) {
  return (
    <p class="refusal" role="alert">
      <CircleAlert size={18} />
      <span>
        {text.value.errors[code]} <code>{code}</code>
      </span>
      {onDismiss && (
        <button type="button" class="button icon-only small" aria-label={text.value.dismiss} title={text.value.dismiss} onClick={onDismiss}>
          <X size={16} />
        </button>
      )}
    </p>
  );
}

/** What was refused at a place of an open session, beside that place. */
export function Refusal({ live, place }: { live: Live; place: Place }) {
  const code = live.refusals.faults.value[place];
  return code ? <FaultNote code={code} onDismiss={() => live.refusals.dismiss(place)} /> : null;
}

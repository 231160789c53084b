import { useState } from 'preact/hooks';
import { firstName, languageName } from '../../shared/format';
import { Dialog } from '../../shared/ui/Dialog';
import { UserCheck } from '../../shared/ui/icons';
import type { SessionView } from '../../shared/wire/wire';
import { isGone } from '../model/away';
import type { Live } from '../model/live';
import { valueOf } from '../model/names';
import { text } from '../text';

/** Who stands at the door, and the two answers. Nobody comes in by themselves. */
export function Door({ live, view }: { live: Live; view: SessionView }) {
  const { door, invite } = text.value;
  const [turning, setTurning] = useState(false);
  const { customer } = view;
  if (view.state.name !== 'asking' || !customer)
    return (
      <div class="door" role="status">
        <div class="door-sign">
          <span class="door-dot" aria-hidden="true" />
          <div>
            <b>{door.waiting}</b>
            <p class="quiet-text">{door.waitingHelp}</p>
          </div>
        </div>
        <button type="button" class="button quiet" onClick={() => void live.cancel()}>
          {invite.cancel}
        </button>
      </div>
    );
  const name = firstName(valueOf(view.reference) ?? '');
  return (
    <div class="door">
      <div class="door-sign asking" role="alert">
        <span class="door-dot" aria-hidden="true" />
        <div>
          <b>{door.asking}</b>
          <p class="quiet-text">{door.how(customer.via, languageName(customer.language))}</p>
          <p class="quiet-text">{isGone(live, view) ? door.left : door.check}</p>
        </div>
      </div>
      <div class="door-answers">
        <button type="button" class="button secondary" onClick={() => setTurning(true)}>
          {door.turnAway}
        </button>
        <button type="button" class="button primary" onClick={() => void live.admit()}>
          <UserCheck size={18} /> {name ? door.admit(name) : door.admitAny}
        </button>
      </div>
      {turning && (
        <Dialog title={door.turnAwayTitle} onClose={() => setTurning(false)}>
          <p>{door.turnAwayText}</p>
          <div class="actions">
            <button type="button" class="button danger filled" onClick={() => (setTurning(false), void live.turnAway())}>
              {door.turnAway}
            </button>
            <button type="button" class="button secondary" onClick={() => setTurning(false)}>
              {text.value.cancel}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

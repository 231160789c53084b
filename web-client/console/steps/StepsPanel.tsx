import { X } from '../../shared/ui/icons';
import type { SessionView } from '../../shared/wire/wire';
import type { Live } from '../model/live';
import { stepsOpen } from '../model/ui-state';
import { text } from '../text';
import { Chat } from './Chat';
import { Steps } from './Steps';

/** Steps and chat: a column where there is room, a sheet where there is not. */
export function StepsPanel({ live, view }: { live: Live; view: SessionView }) {
  return (
    <aside class={stepsOpen.value ? 'steps-panel open' : 'steps-panel'} aria-label={text.value.stage.steps}>
      <button type="button" class="button icon-only close-sheet" aria-label={text.value.close} onClick={() => (stepsOpen.value = false)}>
        <X size={18} />
      </button>
      <Steps live={live} view={view} />
      <Chat live={live} view={view} />
    </aside>
  );
}

import { Dialog } from '../../shared/ui/Dialog';
import { text } from '../text';
import { CloseButton } from '../ui/CloseButton';
import { SHORTCUTS } from './keys';

const GROUPS = ['picture', 'view', 'call'] as const;

/** Every shortcut there is. */
export function HelpSheet({ onClose }: { onClose: () => void }) {
  const { help } = text.value;
  return (
    <Dialog title={help.title} onClose={onClose}>
      <CloseButton onClose={onClose} />
      <p class="quiet-text">{help.note}</p>
      <div class="shortcuts">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{help.groups[group]}</h3>
            <dl>
              {SHORTCUTS[group].map(([name, keys]) => (
                <div key={name}>
                  <dt>{help.keys[name]}</dt>
                  <dd>
                    {keys.split(' ').map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

import { useId } from 'preact/hooks';
import { Dialog } from '../../shared/ui/Dialog';
import { Switch } from '../../shared/ui/Switch';
import { text } from '../text';
import { lettersOn, setLetters } from './keyboard';

export function Keys({ onClose }: { onClose: () => void }) {
  const t = text.value.keys;
  const label = useId();
  const rows: readonly (readonly [string, string])[] = [
    [t.names.space, t.list.space],
    ['← →', t.list.arrows],
    ['J', t.list.j],
    ['K', t.list.k],
    ['< >', t.list.speed],
    [t.names.home, t.list.home],
    ['F', t.list.closer],
    ['?', t.list.help],
  ];
  return (
    <Dialog title={t.title} onClose={onClose}>
      <dl class="keys">
        {rows.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="switch-row">
        <span id={label}>{t.switch}</span>
        <Switch on={lettersOn.value} labelledBy={label} onToggle={setLetters} />
      </p>
      <div class="actions">
        <button type="button" class="button secondary" onClick={onClose}>
          {text.value.close}
        </button>
      </div>
    </Dialog>
  );
}

import { useId, useState } from 'preact/hooks';
import { languageName } from '../../shared/format';
import type { Fault } from '../../shared/request';
import { setTheme, theme, type Theme } from '../../shared/theme';
import { Dialog } from '../../shared/ui/Dialog';
import { Keyboard, LogOut } from '../../shared/ui/icons';
import { Switch } from '../../shared/ui/Switch';
import { auth } from '../model/app';
import { dialog } from '../model/dialog';
import { letters, setLetters } from '../model/settings';
import { choose, language, languages, text } from '../text';
import { CloseButton } from '../ui/CloseButton';
import { FaultNote } from '../ui/Refusal';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** What a person may set for this browser, and the way out. */
export function Settings({ onClose }: { onClose: () => void }) {
  const { settings } = text.value;
  const [tongue, look, single, help] = [useId(), useId(), useId(), useId()];
  const [fault, setFault] = useState<Fault | null>(null);
  const leave = async () => {
    const refused = await auth.signOut();
    setFault(refused);
    if (!refused) onClose();
  };
  return (
    <Dialog title={settings.title} onClose={onClose}>
      <CloseButton onClose={onClose} />
      <div class="form">
        <div class="field">
          <label for={tongue}>{settings.language}</label>
          <select id={tongue} class="input" value={language.value} onChange={(event) => void choose(event.currentTarget.value)}>
            {languages.map((tag) => (
              <option key={tag} value={tag} lang={tag}>
                {languageName(tag)}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for={look}>{settings.theme}</label>
          <select id={look} class="input" value={theme.value} onChange={(event) => setTheme(event.currentTarget.value as Theme)}>
            {THEMES.map((name) => (
              <option key={name} value={name}>
                {settings.themes[name]}
              </option>
            ))}
          </select>
        </div>
        <div class="switch-row">
          <div>
            <span id={single}>{settings.letters}</span>
            <p id={help} class="quiet-text">
              {settings.lettersHelp}
            </p>
          </div>
          <Switch on={letters.value} labelledBy={single} describedBy={help} onToggle={setLetters} />
        </div>
        {fault && (
          <div class="field">
            <p class="fault">{settings.stillIn}</p>
            <FaultNote code={fault} onDismiss={() => setFault(null)} />
          </div>
        )}
      </div>
      <div class="actions">
        <button type="button" class="button secondary" onClick={() => (dialog.value = { name: 'help' })}>
          <Keyboard size={18} /> {settings.shortcuts}
        </button>
        <button type="button" class="button secondary" onClick={() => void leave()}>
          <LogOut size={18} /> {settings.signOut}
        </button>
      </div>
    </Dialog>
  );
}

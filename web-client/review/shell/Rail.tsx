import { useSignal } from '@preact/signals';
import type { Fault } from '../../shared/api';
import { languageName } from '../../shared/format';
import { Rail as Frame, type Place } from '../../shared/staff/Rail';
import { setTheme, theme, type Theme } from '../../shared/theme';
import { Avatar } from '../../shared/ui/Avatar';
import { Dialog } from '../../shared/ui/Dialog';
import { LogOut, Radio, ScanSearch } from '../../shared/ui/icons';
import type { Me } from '../../shared/wire/wire';
import { NO_FILTERS } from '../model/address';
import { auth } from '../model/requests';
import { follow, route } from '../model/route';
import { choose, language, languages, text } from '../text';
import { faultText } from '../ui/FaultCard';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** Where else staff can go, and who is signed in. */
export function Rail({ user }: { user: Me }) {
  const t = text.value.nav;
  const open = useSignal(false);
  const supervises = user.role !== 'reviewer';
  const review: Place = {
    href: '/review',
    name: t.review,
    icon: ScanSearch,
    current: route.value.name === 'list' ? 'page' : 'true',
    onClick: (event) => follow(event, { name: 'list', filters: NO_FILTERS }),
  };
  return (
    <Frame label={t.label} home="/review" places={supervises ? [{ href: '/console', name: t.console, icon: Radio }, review] : [review]}>
      <button type="button" class="account" aria-haspopup="dialog" title={user.display_name} onClick={() => (open.value = true)}>
        <Avatar name={user.display_name} />
        <span class="unseen">{t.account(user.display_name)}</span>
      </button>
      {open.value && <Account user={user} onClose={() => (open.value = false)} />}
    </Frame>
  );
}

function Account({ user, onClose }: { user: Me; onClose: () => void }) {
  const t = text.value.nav;
  const fault = useSignal<Fault | null>(null);
  const leave = async () => {
    fault.value = await auth.signOut();
  };
  return (
    <Dialog title={user.display_name} onClose={onClose}>
      <p class="account-role">{t.roles[user.role]}</p>
      <fieldset class="choice">
        <legend>{t.theme}</legend>
        <div class="segments">
          {THEMES.map((one) => (
            <label key={one}>
              <input type="radio" name="theme" checked={theme.value === one} onChange={() => setTheme(one)} />
              <span>{t.themes[one]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <p class="field">
        <label for="account-language">{t.language}</label>
        <select id="account-language" class="input" value={language.value} onChange={(event) => void choose(event.currentTarget.value)}>
          {languages.map((tag) => (
            <option key={tag} value={tag}>
              {languageName(tag)}
            </option>
          ))}
        </select>
      </p>
      {fault.value !== null && (
        <p class="fault" role="alert">
          {t.stillIn} {faultText(fault.value)}
        </p>
      )}
      <div class="actions">
        <button type="button" class="button secondary" onClick={() => void leave()}>
          <LogOut size={16} /> {t.signOut}
        </button>
        <button type="button" class="button plain" onClick={onClose}>
          {text.value.close}
        </button>
      </div>
    </Dialog>
  );
}

/** The choice of language on the join page, whose HTML came in one that the server chose. */
import { rememberLanguage } from '../../shared/remember';
import { byId, retell, written } from '../join';
import { language, show } from '../text';

/** The text of that HTML in every language. */
const PAGES = import.meta.glob<{ default: Record<string, string> }>('../i18n/*/page.ts');

/** Shows the choice, and puts the page into the reader's language where the HTML came in another. */
export function offerLanguages(): void {
  const select = document.querySelector<HTMLSelectElement>('#language select');
  // The customer may be past the form by now.
  if (!select) return;
  select.value = language.peek();
  select.onchange = () => {
    rememberLanguage(select.value);
    void translate(select.value);
  };
  byId('language').hidden = false;
  if (language.peek() !== written) void translate(language.peek());
}

async function translate(tag: string): Promise<void> {
  const [page] = await Promise.all([PAGES[`../i18n/${tag}/page.ts`]?.(), show(tag)]);
  for (const element of document.querySelectorAll<HTMLElement>('[data-t]')) element.textContent = page?.default[element.dataset['t'] ?? ''] ?? '';
  if (document.forms[0]) retell();
}

/** The console's text in the reader's language. A view that reads `text.value.steps.title` is drawn anew when the language changes. */
import { rememberLanguage } from '../shared/remember';
import { textOf } from '../shared/text';
import type english from './i18n/en/index';

export type Words = typeof english;

export const { text, language, languages, show, showWanted } = textOf<Words>(import.meta.glob<{ default: Words }>('./i18n/*/index.ts'));

/** Switches the language, and keeps the choice. */
export function choose(tag: string): Promise<void> {
  rememberLanguage(tag);
  return show(tag);
}

/** The choice of language, for the pages before one is signed in. */
export function languageChoice() {
  return { language, languages, choose, label: text.value.settings.language };
}

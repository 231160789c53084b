/** The page's text: what is needed at once here, the rest with the code that says it (`call/text.ts`). */
import { chooseLanguage, createSpeech, wantedLanguages, type Loader } from '../shared/text';
import type en from './i18n/en/first';

export type Text = typeof en;

const speech = createSpeech<Text>(import.meta.glob('./i18n/*/first.ts', { import: 'default' }) as Record<string, Loader<Text>>);

export const { text, language, languages, speak } = speech;

/** Loads the language that this reader most likely wants. */
export function speakFirst(): Promise<void> {
  return speak(chooseLanguage(wantedLanguages(), languages));
}

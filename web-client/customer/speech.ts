/** The page's text: what is needed at once here, the rest with the code that says it (`later/speech.ts`). */
import { chooseLanguage, createSpeech, wantedLanguages, type Loader } from '../shared/i18n/text';
import type en from './i18n/en';

export type Text = typeof en;

const speech = createSpeech<Text>(import.meta.glob('./i18n/*.ts', { import: 'default' }) as Record<string, Loader<Text>>);

export const { text, language, languages, speak } = speech;

/** Loads the language that this reader most likely wants. */
export function speakFirst(): Promise<void> {
  return speak(chooseLanguage(wantedLanguages(), languages));
}

/** The console's text in the reader's language. */
import { chooseLanguage, createSpeech, rememberLanguage, wantedLanguages, type Loader } from '../shared/text';
import type english from './i18n/en/index';

export type Words = typeof english;

const files = import.meta.glob<Words>('./i18n/*/index.ts', { import: 'default' }) as Record<string, Loader<Words>>;
const speech = createSpeech(files);

/** The catalogue: `t.value.steps.title`. A view that reads it is drawn anew when the language changes. */
export const t = speech.text;
/** BCP 47 tag of the language shown. */
export const language = speech.language;
/** Every language that the console speaks. */
export const languages = speech.languages;

/** Loads the reader's language; to be awaited before the first view is drawn. */
export function speakAsWanted(): Promise<void> {
  return speech.speak(chooseLanguage(wantedLanguages(), languages));
}

/** Switches the language, and keeps the choice. */
export function speak(tag: string): Promise<void> {
  rememberLanguage(tag);
  return speech.speak(tag);
}

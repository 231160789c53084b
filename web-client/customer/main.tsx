import { createSpeech, chooseLanguage, wantedLanguages, type Loader } from '../shared/i18n/text';
import type en from './i18n/en';

const speech = createSpeech(import.meta.glob<typeof en>(['./i18n/*.ts'], { import: 'default' }) as Record<string, Loader<typeof en>>);
await speech.speak(chooseLanguage(wantedLanguages(), speech.languages));

/** The text that the customer's page needs at once; `call/text.ts` has the rest, with the code that says it. */
import { textOf } from '../shared/text';
import type en from './i18n/en/first';

export type Words = typeof en;

export const { text, language, show, showWanted } = textOf<Words>(import.meta.glob<{ default: Words }>('./i18n/*/first.ts'));

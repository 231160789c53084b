/** The text of what is loaded after the page has begun, in the language that the page speaks. */
import { effect } from '@preact/signals-core';
import { createSpeech, type Loader } from '../../shared/i18n/text';
import { language } from '../speech';
import type en from './i18n/en';

const speech = createSpeech<typeof en>(import.meta.glob('./i18n/*.ts', { import: 'default' }) as Record<string, Loader<typeof en>>);

export const { text } = speech;

let first: Promise<void> | null = null;

/** Loads the text, and follows the page's language from then on. Where that fails it may be called again. */
export function follow(): Promise<void> {
  return (first ??= begin());
}

async function begin(): Promise<void> {
  try {
    await speech.speak(language.peek());
  } catch (fault) {
    first = null;
    throw fault;
  }
  effect(() => void speech.speak(language.value));
}

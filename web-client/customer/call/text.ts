/** The text of what is loaded after the page has begun, in the language that the page speaks. */
import { effect } from '@preact/signals-core';
import { createSpeech, type Loader } from '../../shared/text';
import type en from '../i18n/en/call';
import { language } from '../text';

const speech = createSpeech<typeof en>(import.meta.glob('../i18n/*/call.ts', { import: 'default' }) as Record<string, Loader<typeof en>>);

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

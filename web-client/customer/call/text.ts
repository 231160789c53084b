/** The text of the second load, in the language that the page is shown in. */
import { effect } from '@preact/signals-core';
import { textOf } from '../../shared/text';
import type en from '../i18n/en/call';
import { language } from '../text';

const { text, show } = textOf<typeof en>(import.meta.glob<{ default: typeof en }>('../i18n/*/call.ts'));

export { text };

let first: Promise<void> | null = null;

/** Loads the text, and follows the page's language from then on. Where that fails it may be called again. */
export function follow(): Promise<void> {
  return (first ??= begin());
}

async function begin(): Promise<void> {
  try {
    await show(language.peek());
  } catch (fault) {
    first = null;
    throw fault;
  }
  effect(() => void show(language.value));
}

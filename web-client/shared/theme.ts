/** Light or dark: the system's wish, until this page's switch says otherwise. `boot.ts` applies the choice before the first paint. */
import { signal } from '@preact/signals-core';

export type Theme = 'system' | 'light' | 'dark';

const STORED = 'cicerone.theme';

export const theme = signal<Theme>(read());

/** Switches, and keeps the choice where the browser lets a page keep anything. */
export function setTheme(choice: Theme): void {
  theme.value = choice;
  const root = document.documentElement;
  if (choice === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = choice;
  try {
    localStorage.setItem(STORED, choice);
  } catch {
    // Private windows may refuse storage; the choice then lasts as long as the page.
  }
}

function read(): Theme {
  const set = document.documentElement.dataset['theme'];
  return set === 'light' || set === 'dark' ? set : 'system';
}

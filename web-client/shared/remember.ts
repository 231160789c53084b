/** Keeps the choice of a language; apart from `text.ts`, because the customer's first load offers none. */
import { STORED } from './text';

/** Keeps a choice for the next visit, where the browser lets a page keep anything. */
export function rememberLanguage(tag: string): void {
  try {
    localStorage.setItem(STORED, tag);
  } catch {
    // Private windows may refuse storage; the choice then lasts as long as the page.
  }
}

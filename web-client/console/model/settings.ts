/** What a person chose for this browser besides language and theme. */
import { signal } from '@preact/signals';

const STORED = 'cicerone.letters';

/** Single letters are shortcuts. */
export const letters = signal(read());

export function setLetters(on: boolean): void {
  letters.value = on;
  try {
    localStorage.setItem(STORED, on ? 'on' : 'off');
  } catch {
    // The choice lasts as long as the page.
  }
}

function read(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}

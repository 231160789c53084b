/** Keys of the player. Letters and space can be switched off (WCAG 2.1.4): speech input and slips of the hand press them unasked. */
import { signal } from '@preact/signals';
import type { Player } from './player';

const STORED = 'cicerone.review.keys';

/** Whether letters and space are shortcuts. */
export const lettersOn = signal(localStorageSays());

export function setLetters(on: boolean): void {
  lettersOn.value = on;
  try {
    localStorage.setItem(STORED, on ? 'on' : 'off');
  } catch {
    // Private windows may refuse storage; the choice then lasts as long as the page.
  }
}

const STEP_MS = 5_000;
const STRIDE_MS = 30_000;

/** What keys do beside the player. */
export type PageKeys = { readonly help: () => void; readonly closer: () => void };

/** Listens on the whole page; the answer stops it. */
export function listen(player: Player, page: PageKeys): () => void {
  const pressed = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || taken(event)) return;
    const act = actionOf(event, player, page);
    if (!act) return;
    event.preventDefault();
    act();
  };
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}

function actionOf(event: KeyboardEvent, player: Player, page: PageKeys): (() => void) | null {
  const far = event.shiftKey ? STRIDE_MS : STEP_MS;
  switch (event.key) {
    case 'ArrowLeft':
      return () => player.skipBy(-far);
    case 'ArrowRight':
      return () => player.skipBy(far);
  }
  if (!lettersOn.peek()) return null;
  switch (event.key) {
    case ' ':
      return () => player.toggle();
    case 'j':
    case 'J':
      return () => player.next();
    case 'k':
    case 'K':
      return () => player.previous();
    case '<':
      return () => player.changeSpeed(-1);
    case '>':
      return () => player.changeSpeed(1);
    case 'f':
    case 'F':
      return page.closer;
    case '?':
      return page.help;
    default:
      return null;
  }
}

/** Whether what has the focus uses the key itself. */
function taken(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof Element)) return false;
  if (target.closest('dialog, input:not([type="radio"]), textarea, select, [role="separator"]')) return true;
  if (event.key === ' ') return target.closest('button, a, input, summary') !== null;
  return event.key.startsWith('Arrow') && target.closest('input') !== null;
}

function localStorageSays(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}

/** What views share that don't know each other, and what shortcuts do to views: which panels are open, the zoom that is wished for, the focus. */
import { signal } from '@preact/signals';

/** The form for a new session is open. */
export const creating = signal(false);

/** Which list beside the picture is unfolded where there is no room for both. */
export const unfolded = signal<'marks' | 'stills' | null>(null);

/** The sheet that holds steps and chat on a narrow window. */
export const stepsOpen = signal(false);

/** The latest wish to zoom; each is an object of its own, so that the same wish twice counts twice. */
export const zoomWish = signal<{ readonly to: 'in' | 'out' | 'fit' | 'actual' } | null>(null);

export const STEP_FIELD = 'step-text';
export const CHAT_FIELD = 'chat-text';

export function focusStep(): void {
  focusOn(STEP_FIELD);
}

export function focusChat(): void {
  focusOn(CHAT_FIELD);
}

function focusOn(id: string): void {
  stepsOpen.value = true;
  // The sheet is drawn in the next microtask.
  queueMicrotask(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
}

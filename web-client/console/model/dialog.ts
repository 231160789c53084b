/** Which question is open over the console. One at a time. */
import { signal } from '@preact/signals';
import { isAdmitted } from '../../shared/state';
import type { SessionView } from '../../shared/wire/wire';

export type Open =
  | { readonly name: 'settings' | 'help' | 'end' }
  | { readonly name: 'still'; readonly still: string };

export const dialog = signal<Open | null>(null);

export function closeDialog(): void {
  dialog.value = null;
}

/** Whether a question still has its subject in the session on screen, `null` where there is none. What has lost it must close, not hide: it would come back, and keep the shortcuts shut. */
export function hasSubject(open: Open, view: SessionView | null): boolean {
  switch (open.name) {
    case 'settings':
    case 'help':
      return true;
    case 'end':
      return view !== null && isAdmitted(view.state);
    case 'still':
      return view !== null && !view.curtain.drawn && view.stills.some(({ still }) => still === open.still);
  }
}

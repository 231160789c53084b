/** Which question is open over the console. One at a time. */
import { signal } from '@preact/signals';

export type Open =
  | { readonly name: 'settings' | 'help' | 'end' }
  | { readonly name: 'still'; readonly still: string };

export const dialog = signal<Open | null>(null);

export function closeDialog(): void {
  dialog.value = null;
}

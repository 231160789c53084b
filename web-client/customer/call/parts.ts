/** What the views of the second load share: media, stills, the open sheet, and where the pointer is drawn. */
import { signal } from '@preact/signals-core';
import type { TransientInk } from '../../shared/ink/transient';
import type { Media } from './media';
import type { Stills } from './stills';

export type Parts = { readonly media: Media; readonly stills: Stills };

export const parts = signal<Parts | null>(null);

/** They exist once the second load has begun to follow a session, which every view in it waits for. */
export function theParts(): Parts {
  if (!parts.value) throw new Error('a view of the second load was drawn before that had begun');
  return parts.value;
}

/** The sheet above the bar; one at most. */
export const sheet = signal<'chat' | 'sources' | null>(null);

export function openSheet(name: 'chat' | 'sources'): void {
  sheet.value = name;
}

export function closeSheet(): void {
  sheet.value = null;
}

let ink: TransientInk | null = null;

/** Where the pointer is drawn; `null` while no picture is on the page. */
export function currentInk(): TransientInk | null {
  return ink;
}

export function setInk(next: TransientInk | null): void {
  ink?.dispose();
  ink = next;
}

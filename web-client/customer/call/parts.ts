/** What the later part's views share: media, stills, the open sheet, and where the pointer is drawn. */
import { signal } from '@preact/signals-core';
import type { TransientInk } from '../../shared/ink/transient';
import type { Media } from './media';
import type { Stills } from './stills';

export type Desk = { readonly media: Media; readonly stills: Stills };

export const desk = signal<Desk | null>(null);

/** They exist as soon as the later part has begun, which every view in it waits for. */
export function theDesk(): Desk {
  if (!desk.value) throw new Error('a view of the later part was drawn before it began');
  return desk.value;
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

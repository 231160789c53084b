/** Whether the picture has changed enough to keep it: 32 × 32 cells of luminance, a second apart. Pure. */
import { SCENE_STILL_EVERY_MS } from '../../../shared/wire/limits';

/** Cells a side. Fewer miss a dialog box, more see noise. */
export const CELLS = 32;
/** A cell counts as changed from this difference on, of 255: above compression noise, below a changed word's background. */
const CELL_CHANGED = 20;
/** The picture counts as changed from this share of cells on: a key press stays below it, a new page is far above. */
const SCENE_CHANGED = 0.12;
/** Below this share the picture counts as standing still: nobody wants a picture of a page that is halfway scrolled. */
const AT_REST = 0.02;
/** Least time between two scene stills, ms: a little more than the server asks for, whose clock is another one. */
export const SCENE_EVERY_MS = SCENE_STILL_EVERY_MS + 200;
/** How soon a scene that the server did not take is tried again, ms. */
export const AGAIN_MS = 5_000;
/** A picture that never rests is kept after this long anyway, ms. */
const RESTLESS_MS = 4_000;

export type Cells = Uint8Array;

/** What is remembered between two samples. */
export type Watch = {
  /** The picture that was kept last. */
  readonly kept: Cells | null;
  readonly keptAt: number;
  /** The sample before. */
  readonly last: Cells | null;
  /** Since when the picture differs from the kept one. */
  readonly changedAt: number | null;
};

export const NOTHING_SEEN: Watch = { kept: null, keptAt: Number.NEGATIVE_INFINITY, last: null, changedAt: null };

/** Luminance (BT.709 weights, in 256ths) of RGBA pixels. */
export function luminance(rgba: Uint8ClampedArray): Cells {
  const cells = new Uint8Array(rgba.length / 4);
  for (let i = 0; i < cells.length; i += 1) {
    const [r = 0, g = 0, b = 0] = [rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2]];
    cells[i] = (r * 54 + g * 183 + b * 19) >> 8;
  }
  return cells;
}

/** The share of cells that differ, 0 to 1. Pictures of different size differ altogether. */
export function difference(a: Cells, b: Cells): number {
  if (a.length !== b.length || a.length === 0) return 1;
  let changed = 0;
  for (let i = 0; i < a.length; i += 1) if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) >= CELL_CHANGED) changed += 1;
  return changed / a.length;
}

/** Takes a sample; says what to remember and whether to keep the picture now. `now` in ms of any steady clock. */
export function watch(before: Watch, cells: Cells, now: number): { readonly watch: Watch; readonly keep: boolean } {
  const changed = before.kept === null || difference(before.kept, cells) >= SCENE_CHANGED;
  const changedAt = changed ? (before.changedAt ?? now) : null;
  const rests = before.last !== null && difference(before.last, cells) <= AT_REST;
  const tired = changedAt !== null && now - changedAt >= RESTLESS_MS;
  const keep = changed && (rests || tired) && now - before.keptAt >= SCENE_EVERY_MS;
  const next: Watch = keep ? { kept: cells, keptAt: now, last: cells, changedAt: null } : { ...before, last: cells, changedAt };
  return { watch: next, keep };
}

/** The picture was kept for another reason: that serves as a scene still too, so the next one can wait. */
export function keptOtherwise(before: Watch): Watch {
  return { ...before, kept: before.last, changedAt: null };
}

/** The server did not take the picture that was to be kept: the one before counts, and the next try comes sooner than the next scene would. */
export function missed(now: Watch, before: Watch): Watch {
  return { ...now, kept: before.kept, changedAt: before.changedAt ?? now.keptAt, keptAt: now.keptAt - SCENE_EVERY_MS + AGAIN_MS };
}

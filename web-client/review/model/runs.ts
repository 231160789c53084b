/** Stretches of time. Pure. */

/** From `from` up to `to`, ms of the session. */
export type Span = { readonly from: number; readonly to: number };

/** From `t` on it is so; `null` where nothing is. */
export type Change<T> = { readonly t: number; readonly value: T | null };

/** The stretches through which a value stood. Changes are in the order of time; one that changes nothing does not cut a stretch. */
export function runs<T>(changes: readonly Change<T>[], end: number, same: (a: T, b: T) => boolean = Object.is): (Span & { readonly value: T })[] {
  const found: (Span & { readonly value: T })[] = [];
  let open: { from: number; value: T } | null = null;
  for (const { t, value } of changes) {
    if (open && value !== null && same(open.value, value)) continue;
    if (open) found.push({ ...open, to: t });
    open = value === null ? null : { from: t, value };
  }
  if (open) found.push({ ...open, to: end });
  return found;
}

/** How long the stretches last together, ms. */
export function total(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + span.to - span.from, 0);
}

/** Points that would lie less than `least` ms apart, taken together. Points are in the order of time. */
export function cluster<T>(points: readonly T[], timeOf: (point: T) => number, least: number): T[][] {
  const groups: T[][] = [];
  let begun = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    const group = groups.at(-1);
    if (group && timeOf(point) - begun < least) group.push(point);
    else {
      groups.push([point]);
      begun = timeOf(point);
    }
  }
  return groups;
}

const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400].map((seconds) => seconds * 1_000);

/** Times to write on a scale of `end` ms that is `width` px wide: round, and at least `apart` px from each other. */
export function ticks(end: number, width: number, apart: number): number[] {
  if (end <= 0 || width <= 0) return [0];
  const step = STEPS_MS.find((one) => (one / end) * width >= apart) ?? end;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step);
}

/** The tail of the laser pointer. Pure. */
import type { Point } from '../geometry';

export type TrailPoint = Point & { readonly at: number };

/** How long the tail is, ms. */
export const TRAIL_MS = 300;

/** The points that are still part of the tail, oldest first. */
export function fresh(points: readonly TrailPoint[], now: number): readonly TrailPoint[] {
  return points.filter((point) => now - point.at < TRAIL_MS);
}

/** A tail that narrows to nothing, as a closed path; `width` CSS px at its head. */
export function tail(points: readonly TrailPoint[], now: number, width: number): string {
  const live = fresh(points, now);
  if (live.length < 2) return '';
  const sides = live.map((point, i) => {
    const before = live[Math.max(0, i - 1)] ?? point;
    const after = live[Math.min(live.length - 1, i + 1)] ?? point;
    const length = Math.hypot(after.x - before.x, after.y - before.y) || 1;
    const half = (width / 2) * (1 - (now - point.at) / TRAIL_MS);
    const [nx, ny] = [(-(after.y - before.y) / length) * half, ((after.x - before.x) / length) * half];
    return { left: `${fixed(point.x + nx)} ${fixed(point.y + ny)}`, right: `${fixed(point.x - nx)} ${fixed(point.y - ny)}` };
  });
  return `M${[...sides.map((side) => side.left), ...sides.toReversed().map((side) => side.right)].join('L')}z`;
}

function fixed(value: number): string {
  return value.toFixed(1);
}

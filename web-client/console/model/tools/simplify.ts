/** Fewer points for the same line (Ramer, Douglas and Peucker). Pure. */
import type { Point } from '../../../shared/geometry';
import { STROKE_POINTS } from '../../../shared/wire/limits';

/** Fractions of the frame that the line may move, of 65535: half a pixel on a phone. */
const TOLERANCE = 40;

/** The line with no more points than it needs, and never more than the server takes. Both ends stay. */
export function simplify(points: readonly Point[], most = STROKE_POINTS): readonly Point[] {
  let kept = reduce(points, TOLERANCE);
  for (let tolerance = TOLERANCE * 2; kept.length > most; tolerance *= 2) kept = reduce(points, tolerance);
  return kept;
}

function reduce(points: readonly Point[], tolerance: number): readonly Point[] {
  const keep = new Set([0, points.length - 1]);
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span;
    const far = farthest(points, first, last);
    if (far.distance <= tolerance) continue;
    keep.add(far.at);
    spans.push([first, far.at], [far.at, last]);
  }
  return points.filter((_, at) => keep.has(at));
}

function farthest(points: readonly Point[], first: number, last: number): { at: number; distance: number } {
  const [a, b] = [points[first], points[last]];
  let found = { at: first, distance: 0 };
  if (!a || !b) return found;
  for (let at = first + 1; at < last; at += 1) {
    const point = points[at];
    const distance = point ? distanceTo(point, a, b) : 0;
    if (distance > found.distance) found = { at, distance };
  }
  return found;
}

/** From a point to the piece of line between two others. */
function distanceTo(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((point.x - a.x) * dx + (point.y - a.y) * dy) / length));
  return Math.hypot(point.x - (a.x + along * dx), point.y - (a.y + along * dy));
}

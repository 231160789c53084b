/** How far a mark lies from where it was meant to lie, in CSS pixels, judged by the pixels of its ink alone. */
import { bounds, distance, mean, middle, type Spot } from './shot';

/** Strokes are 3 to 6 px wide at the sizes of the tests (4.5 px at 390 px of picture width, never under 3). */
const STROKE = { least: 2, most: 6.5 };

/** A dot, a badge or a pointer: the middle of its ink. */
export function dotError(ink: readonly Spot[], at: Spot): number {
  return distance(middle(ink), at);
}

/** Like a dot, where other ink of the same mark lies further away. */
export function nearDotError(ink: readonly Spot[], at: Spot): number {
  return dotError(ink.filter((spot) => distance(spot, at) < 9), at);
}

/** A form that fills the rectangle between two corners: the worst of its four edges, each taken at the middle of the stroke. */
export function edgesError(ink: readonly Spot[], a: Spot, b: Spot): number {
  const seen = bounds(ink);
  const meant = bounds([a, b]);
  const stroke = (seen.right - seen.left - (meant.right - meant.left) + (seen.bottom - seen.top - (meant.bottom - meant.top))) / 2;
  if (stroke < STROKE.least || stroke > STROKE.most) return Infinity;
  const half = stroke / 2;
  return Math.max(
    Math.abs(seen.left + half - meant.left),
    Math.abs(seen.right - half - meant.right),
    Math.abs(seen.top + half - meant.top),
    Math.abs(seen.bottom - half - meant.bottom),
  );
}

/** An arrow: how far its ends lie from where they should along the line, each taken at the middle of its round cap, and its middle from the line. */
export function arrowError(ink: readonly Spot[], tail: Spot, head: Spot): number {
  const length = distance(tail, head);
  const [dx, dy] = [(head.x - tail.x) / length, (head.y - tail.y) / length];
  // Laid down along the x axis, with its tail at the origin.
  const laid = ink.map(({ x, y }) => ({ x: (x - tail.x) * dx + (y - tail.y) * dy, y: (y - tail.y) * dx - (x - tail.x) * dy }));
  const shaft = bounds(laid.filter(({ x }) => x > length / 4 && x < length / 2));
  const stroke = shaft.bottom - shaft.top;
  if (stroke < STROKE.least || stroke > STROKE.most) return Infinity;
  const seen = bounds(laid);
  return Math.max(Math.abs(seen.left + stroke / 2), Math.abs(seen.right - stroke / 2 - length), Math.abs(mean(laid).y));
}

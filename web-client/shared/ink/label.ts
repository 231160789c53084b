/** Where the words of a mark go: beside what they mean, inside the picture, never over their target. Pure. */
import type { Point, Rect, Size } from '../geometry';

export type LabelPlace = {
  /** Top left corner of the words. */
  readonly at: Point;
  /** The leader line, from the words' edge to the target's. */
  readonly leader: readonly [Point, Point];
};

/** Space between target and words, CSS px: room for a leader that can be seen as a line. */
const GAP = 14;
/** Space that is kept to the picture's edge, CSS px. */
const EDGE = 4;
/** Words as wide as this stand on one line even where the picture is hardly wider, CSS px. */
const SHORT = 160;

/** How wide words may be: they leave room beside them, unless the picture is so narrow that two words would take two lines. */
export function widestLabel(picture: Size): number {
  return Math.max(picture.width * 0.7, Math.min(picture.width - 2 * EDGE, SHORT));
}

/**
 * Tries below, above, right and left of the target, in that order, and takes the first side with room; where none has,
 * the side with the most. Along that side the words slide to stay in the picture.
 */
export function placeLabel(target: Rect, label: Size, picture: Rect): LabelPlace {
  const right = picture.x + picture.width;
  const bottom = picture.y + picture.height;
  const middle = { x: target.x + target.width / 2, y: target.y + target.height / 2 };
  const x = clamp(middle.x - label.width / 2, picture.x + EDGE, right - EDGE - label.width);
  const y = clamp(middle.y - label.height / 2, picture.y + EDGE, bottom - EDGE - label.height);
  const sides = [
    { room: bottom - (target.y + target.height) - label.height, at: { x, y: target.y + target.height + GAP } },
    { room: target.y - picture.y - label.height, at: { x, y: target.y - GAP - label.height } },
    { room: right - (target.x + target.width) - label.width, at: { x: target.x + target.width + GAP, y } },
    { room: target.x - picture.x - label.width, at: { x: target.x - GAP - label.width, y } },
  ];
  const best = sides.find((side) => side.room >= GAP + EDGE) ?? sides.reduce((a, b) => (b.room > a.room ? b : a));
  const words = { ...best.at, ...label };
  return { at: best.at, leader: [nearest(words, middle), nearest(target, nearest(words, middle))] };
}

/** The point of a rectangle that lies nearest to another point. */
function nearest(rect: Rect, to: Point): Point {
  return { x: clamp(to.x, rect.x, rect.x + rect.width), y: clamp(to.y, rect.y, rect.y + rect.height) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

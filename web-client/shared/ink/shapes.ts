/** Marks as SVG paths in CSS px. Pure: where a fraction of the frame lies is the caller's to say. */
import { toPixels, type Point, type Rect, type Rotation } from '../geometry';
import type { Colour, Shape } from '../wire/wire';

/** Where the picture lies in the overlay, and how it is turned. */
export type Place = { readonly picture: Rect; readonly rotation: Rotation };

/** On the picture the colours are the same by day and by night: the picture doesn't change either. */
export const COLOURS: Record<Colour, string> = { one: '#e8471c', two: '#7a3fd1', three: '#007e8a' };
/** A white figure is readable on each of these. */
export const BADGES: Record<Colour, string> = { one: '#cf3a12', two: '#7a3fd1', three: '#007e8a' };

/** A phone's picture of this width has strokes of their nominal size. */
const NOMINAL_PX = 390;

/** How much larger than nominal everything on this picture is drawn. Follows the short side, so that turning changes nothing. */
export function scaleOf(picture: Rect): number {
  return Math.min(picture.width, picture.height) / NOMINAL_PX;
}

/** Widths of the coloured stroke and of the white and dark casings that keep it visible on any picture, CSS px. */
export function strokesOf(picture: Rect): { colour: number; white: number; dark: number } {
  const colour = Math.max(3, 4.5 * scaleOf(picture));
  return { colour, white: (colour * 8) / 4.5, dark: (colour * 10) / 4.5 };
}

/** The stroke of a shape; empty for those that are a badge or words alone. */
export function pathOf(shape: Shape, place: Place): string {
  const at = (point: Point) => toPixels(point, place.picture, place.rotation);
  const { colour } = strokesOf(place.picture);
  switch (shape.kind) {
    case 'ring':
      return ring(corners(at(shape.from), at(shape.to), colour * 4));
    case 'box':
      return box(corners(at(shape.from), at(shape.to), colour * 4), colour * 2);
    case 'arrow':
      return arrow(at(shape.from), at(shape.to), colour);
    case 'freehand':
      return smooth(shape.points.map(at));
    case 'number':
    case 'text':
      return '';
  }
}

/** What a shape covers, so that its words can stay clear of it. */
export function boundsOf(shape: Shape, place: Place): Rect {
  const points = pointsOf(shape).map((point) => toPixels(point, place.picture, place.rotation));
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  const margin = shape.kind === 'number' ? badgeRadius(place.picture) : strokesOf(place.picture).dark / 2;
  return { x: x - margin, y: y - margin, width: Math.max(...xs) - x + 2 * margin, height: Math.max(...ys) - y + 2 * margin };
}

/** Radius of a number badge, CSS px. Never so small that its figure can't be read. */
export function badgeRadius(picture: Rect): number {
  return Math.max(11, 14 * scaleOf(picture));
}

/** A smooth line through many points: each point bends the line, the middles between them lie on it. */
export function smooth(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return '';
  const bends = rest.slice(0, -1).map((point, i) => {
    const next = rest[i + 1] ?? last;
    return `Q${xy(point)} ${xy({ x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`;
  });
  return `M${xy(first)}${bends.join('')}L${xy(last)}`;
}

function pointsOf(shape: Shape): readonly Point[] {
  switch (shape.kind) {
    case 'ring':
    case 'box':
    case 'arrow':
      return [shape.from, shape.to];
    case 'freehand':
      return shape.points;
    case 'number':
    case 'text':
      return [shape.at];
  }
}

/** The rectangle between two corners, never smaller than `least` a side: a tap instead of a drag must be seen too. */
function corners(a: Point, b: Point, least: number): Rect {
  const width = Math.max(Math.abs(a.x - b.x), least);
  const height = Math.max(Math.abs(a.y - b.y), least);
  return { x: (a.x + b.x - width) / 2, y: (a.y + b.y - height) / 2, width, height };
}

function ring({ x, y, width, height }: Rect): string {
  const [rx, ry] = [width / 2, height / 2];
  const half = (dx: number) => `a${round(rx)} ${round(ry)} 0 1 0 ${round(dx)} 0`;
  return `M${xy({ x, y: y + ry })}${half(width)}${half(-width)}z`;
}

function box({ x, y, width, height }: Rect, radius: number): string {
  const r = round(Math.min(radius, width / 2, height / 2));
  const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  const [h, v] = [round(width - 2 * r), round(height - 2 * r)];
  return `M${xy({ x: x + r, y })}h${h}${corner(r, r)}v${v}${corner(-r, r)}h${-h}${corner(-r, -r)}v${-v}${corner(r, -r)}z`;
}

function arrow(from: Point, to: Point, stroke: number): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const wing = (turn: number) => ({ x: to.x - stroke * 4 * Math.cos(angle + turn), y: to.y - stroke * 4 * Math.sin(angle + turn) });
  return `M${xy(from)}L${xy(to)}M${xy(wing(0.6))}L${xy(to)}L${xy(wing(-0.6))}`;
}

function xy(point: Point): string {
  return `${round(point.x)} ${round(point.y)}`;
}

/** A hundredth of a pixel is finer than any screen. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}

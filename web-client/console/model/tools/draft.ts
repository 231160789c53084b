/** A mark while it is being drawn: from the first touch to the shape that is sent. Pure. */
import { FULL, type Point, type Size } from '../../../shared/geometry';
import type { Shape } from '../../../shared/wire/wire';
import { simplify } from './simplify';

/** Everything that the toolbar offers; all but the pointer leave a mark. */
export const TOOLS = ['pointer', 'ring', 'arrow', 'box', 'freehand', 'number', 'text'] as const;
export type Tool = (typeof TOOLS)[number];

export type Draft = {
  readonly tool: Exclude<Tool, 'pointer'>;
  /** Where the pen went, fractions of the frame; at least one. */
  readonly points: readonly Point[];
};

/** A pen that moved less than this, in fractions of the frame's short side, was a tap. */
const TAP = 0.012;
/** A tapped ring or box has this half side, in fractions of the frame's short side: a fingertip on a phone. */
const TAPPED = 0.06;

export function begin(tool: Draft['tool'], at: Point): Draft {
  return { tool, points: [at] };
}

export function extend(draft: Draft, at: Point): Draft {
  if (draft.tool === 'freehand') return { ...draft, points: [...draft.points, at] };
  const [from = at] = draft.points;
  return { ...draft, points: draft.tool === 'number' || draft.tool === 'text' ? [at] : [from, at] };
}

/** The shape as it would be sent now. `frame` in px, for what is round on it; `number` for a badge. `null` for a line without length. */
export function shapeOf(draft: Draft, frame: Size, number: number): Shape | null {
  const from = draft.points[0];
  const to = draft.points.at(-1);
  if (!from || !to) return null;
  switch (draft.tool) {
    case 'ring':
    case 'box': {
      const [a, b] = isTap(from, to, frame) ? around(to, frame) : [from, to];
      return { kind: draft.tool, from: a, to: b };
    }
    case 'arrow':
      return { kind: 'arrow', from: isTap(from, to, frame) ? besides(to, frame) : from, to };
    case 'freehand': {
      const points = simplify(draft.points);
      return points.length < 2 ? null : { kind: 'freehand', points: [...points] };
    }
    case 'number':
      return { kind: 'number', at: to, number: Math.min(99, Math.max(1, number)) };
    case 'text':
      return { kind: 'text', at: to };
  }
}

/** The next number badge: one more than the highest that stands. */
export function nextNumber(shapes: readonly Shape[]): number {
  return 1 + Math.max(0, ...shapes.map((shape) => (shape.kind === 'number' ? shape.number : 0)));
}

function isTap(from: Point, to: Point, frame: Size): boolean {
  const short = Math.min(frame.width, frame.height);
  return Math.hypot(((to.x - from.x) / FULL) * frame.width, ((to.y - from.y) / FULL) * frame.height) < TAP * short;
}

function around(at: Point, frame: Size): [Point, Point] {
  const { dx, dy } = half(frame);
  return [move(at, -dx, -dy), move(at, dx, dy)];
}

/** Where the tail of a tapped arrow lies: below right, or on the other side where there is no room. */
function besides(at: Point, frame: Size): Point {
  const { dx, dy } = half(frame);
  return move(at, at.x + 2.5 * dx > FULL ? -2.5 * dx : 2.5 * dx, at.y + 2.5 * dy > FULL ? -2.5 * dy : 2.5 * dy);
}

function half(frame: Size): { dx: number; dy: number } {
  const r = TAPPED * Math.min(frame.width, frame.height);
  return { dx: (r / frame.width) * FULL, dy: (r / frame.height) * FULL };
}

function move(at: Point, dx: number, dy: number): Point {
  return { x: onFrame(at.x + dx), y: onFrame(at.y + dy) };
}

function onFrame(value: number): number {
  return Math.min(FULL, Math.max(0, Math.round(value)));
}

/** Where the pointer was and what was being drawn, at any moment, from the trails in the log. Pure. */
import type { Envelope, Point } from '../../shared/wire/wire';
import { upperBound } from './seek';

export type TimedPoint = Point & { readonly t: number; readonly epoch: number };

/** The log does not say when a pointer left; so long after its last point it is taken for gone, ms. */
const STAYS_MS = 1_500;
/** The tail behind the pointer, ms. */
const TAIL_MS = 300;
/** Two points of one stroke are never further apart, ms: pens send at least ten a second. */
const STROKE_BREAK_MS = 1_000;

export class Trails {
  readonly #pointer: readonly TimedPoint[];
  readonly #stroke: readonly TimedPoint[];
  /** When a stroke became a mark, which then stands for it. */
  readonly #marked: readonly number[];

  constructor(events: readonly Envelope[]) {
    const points = { pointer: [] as TimedPoint[], stroke: [] as TimedPoint[] };
    const marked: number[] = [];
    for (const event of events) {
      if (event.type === 'mark.drawn') marked.push(event.t);
      if (event.type !== 'pointer.trail') continue;
      const { kind, epoch } = event.data;
      for (const { sent_t, at } of event.data.points) points[kind].push({ x: at.x, y: at.y, t: sent_t, epoch });
    }
    this.#pointer = inTime(points.pointer);
    this.#stroke = inTime(points.stroke);
    this.#marked = marked;
  }

  /** The pointer's tail and, last, the pointer itself; empty where it is away or pointed at another picture. */
  pointerAt(t: number, epoch: number): readonly TimedPoint[] {
    const count = upperBound(this.#pointer, (point) => point.t, t);
    const head = this.#pointer[count - 1];
    if (!head || t - head.t > STAYS_MS || head.epoch !== epoch) return [];
    const from = upperBound(this.#pointer, (point) => point.t, t - TAIL_MS);
    const tail = this.#pointer.slice(from, count).filter((point) => point.epoch === epoch);
    return tail.length > 0 ? tail : [head];
  }

  /** The stroke that is under the pen; empty once it is a mark. */
  strokeAt(t: number, epoch: number): readonly TimedPoint[] {
    const count = upperBound(this.#stroke, (point) => point.t, t);
    const last = this.#stroke[count - 1];
    if (!last || t - last.t > STROKE_BREAK_MS || last.epoch !== epoch) return [];
    const marked = this.#marked[upperBound(this.#marked, (at) => at, t) - 1] ?? -1;
    if (marked >= last.t) return [];
    let from = count - 1;
    for (let before = this.#stroke[from - 1]; before; before = this.#stroke[from - 1]) {
      const next = this.#stroke[from];
      if (!next || next.t - before.t > STROKE_BREAK_MS || before.t <= marked || before.epoch !== epoch) break;
      from -= 1;
    }
    return this.#stroke.slice(from, count);
  }
}

/** A page's clock may be off by a little, so that a later trail begins before an earlier one ends. Mostly none does. */
function inTime(points: readonly TimedPoint[]): readonly TimedPoint[] {
  const sorted = points.every((point, i) => point.t >= (points[i - 1]?.t ?? 0));
  return sorted ? points : points.toSorted((a, b) => a.t - b.t);
}

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FULL } from '../../../shared/geometry';
import { STROKE_POINTS } from '../../../shared/wire/limits';
import { begin, extend, nextNumber, shapeOf } from './draft';
import { Pace } from './pace';
import { simplify } from './simplify';

const phone = { width: 720, height: 1280 };
const at = (x: number, y: number) => ({ x: Math.round(x * FULL), y: Math.round(y * FULL) });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a dragged ring goes from where the pen came down to where it was lifted', () => {
  const draft = extend(extend(begin('ring', at(0.1, 0.1)), at(0.3, 0.2)), at(0.5, 0.4));
  expect(shapeOf(draft, phone, 1)).toEqual({ kind: 'ring', from: at(0.1, 0.1), to: at(0.5, 0.4) });
});

test('a tapped ring is round on the picture and stays on it', () => {
  const shape = shapeOf(begin('ring', at(0.5, 0.5)), phone, 1);
  if (shape?.kind !== 'ring') throw new Error('no ring');
  const width = ((shape.to.x - shape.from.x) / FULL) * phone.width;
  const height = ((shape.to.y - shape.from.y) / FULL) * phone.height;
  expect(width).toBeCloseTo(height, 0);
  const corner = shapeOf(begin('box', at(1, 1)), phone, 1);
  expect(corner).toMatchObject({ to: { x: FULL, y: FULL } });
});

test('a tapped arrow points at the tap from where there is room', () => {
  const middle = shapeOf(begin('arrow', at(0.5, 0.5)), phone, 1);
  expect(middle).toMatchObject({ to: at(0.5, 0.5) });
  const edge = shapeOf(begin('arrow', at(0.99, 0.99)), phone, 1);
  if (edge?.kind !== 'arrow') throw new Error('no arrow');
  expect(edge.from.x).toBeLessThan(edge.to.x);
  expect(edge.from.y).toBeLessThan(edge.to.y);
});

test('a freehand line without length is no mark', () => {
  expect(shapeOf(begin('freehand', at(0.5, 0.5)), phone, 1)).toBeNull();
});

test('badges count on from the highest that stands, up to 99', () => {
  const badge = (number: number) => ({ kind: 'number', at: at(0, 0), number }) as const;
  expect(nextNumber([])).toBe(1);
  expect(nextNumber([badge(2), badge(5), { kind: 'text', at: at(0, 0) }])).toBe(6);
  expect(shapeOf(begin('number', at(0, 0)), phone, 100)).toMatchObject({ number: 99 });
});

test('a straight line needs its two ends alone', () => {
  const points = Array.from({ length: 50 }, (_, i) => ({ x: i * 100, y: i * 50 }));
  expect(simplify(points)).toEqual([points[0], points[49]]);
});

test('a corner stays', () => {
  const points = [at(0, 0), at(0.25, 0), at(0.5, 0), at(0.5, 0.25), at(0.5, 0.5)];
  expect(simplify(points)).toEqual([at(0, 0), at(0.5, 0), at(0.5, 0.5)]);
});

test('a wild line has no more points than the server takes', () => {
  const points = Array.from({ length: 5_000 }, (_, i) => ({ x: (i * 7_919) % FULL, y: (i * 104_729) % FULL }));
  const kept = simplify(points);
  expect(kept.length).toBeLessThanOrEqual(STROKE_POINTS);
  expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)]);
});

test('the pace lets the first and the last through, and not what lies between', () => {
  const passed: number[] = [];
  const pace = new Pace<number>(16, (value) => passed.push(value));
  for (const value of [1, 2, 3]) pace.handle(value);
  expect(passed).toEqual([1]);
  vi.advanceTimersByTime(40);
  expect(passed).toEqual([1, 3]);
  pace.handle(4);
  pace.handle(5);
  pace.drop();
  vi.advanceTimersByTime(100);
  expect(passed).toEqual([1, 3, 4]);
});

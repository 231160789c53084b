import { expect, test } from 'vitest';
import { FULL } from '../geometry';
import type { Shape } from '../wire/wire';
import { placeLabel, widestLabel } from './label';
import { boundsOf, pathOf, scaleOf, smooth, strokesOf, type Place } from './shapes';
import { tail } from './trail';

const place: Place = { picture: { x: 10, y: 20, width: 390, height: 844 }, rotation: 0 };
const half = Math.round(FULL / 2);

test('strokes have their nominal width on a phone, grow with the picture and never fall under 3 px', () => {
  expect(strokesOf(place.picture)).toEqual({ colour: 4.5, white: 8, dark: 10 });
  expect(strokesOf({ x: 0, y: 0, width: 780, height: 1688 }).colour).toBe(9);
  expect(strokesOf({ x: 0, y: 0, width: 120, height: 200 }).colour).toBe(3);
});

test('turning the picture does not change how thick its marks are', () => {
  expect(scaleOf({ x: 0, y: 0, width: 844, height: 390 })).toBe(scaleOf({ x: 0, y: 0, width: 390, height: 844 }));
});

test('a ring fills the rectangle between its corners, whichever way it was dragged', () => {
  const down: Shape = { kind: 'ring', from: { x: 0, y: 0 }, to: { x: FULL, y: FULL } };
  const up: Shape = { kind: 'ring', from: { x: FULL, y: FULL }, to: { x: 0, y: 0 } };
  expect(pathOf(down, place)).toBe('M10 442a195 422 0 1 0 390 0a195 422 0 1 0 -390 0z');
  expect(pathOf(up, place)).toBe(pathOf(down, place));
});

test('a tap without a drag still makes a mark that can be seen', () => {
  const tap: Shape = { kind: 'box', from: { x: half, y: half }, to: { x: half, y: half } };
  expect(pathOf(tap, place)).toContain('a9 9');
});

test('an arrow ends at its head', () => {
  const shape: Shape = { kind: 'arrow', from: { x: 0, y: 0 }, to: { x: FULL, y: 0 } };
  expect(pathOf(shape, place)).toMatch(/^M10 20L400 20M.*L400 20L/);
});

test('a drawn line starts and ends where the pen did', () => {
  expect(smooth([{ x: 0, y: 0 }, { x: 5, y: 9 }, { x: 10, y: 0 }])).toBe('M0 0Q5 9 7.5 4.5L10 0');
  expect(smooth([{ x: 1, y: 1 }])).toBe('');
});

test('words stay in the picture and off their target, wherever the target is', () => {
  const label = { width: 120, height: 28 };
  for (const x of [0, 0.2, 0.5, 0.98]) {
    for (const y of [0, 0.5, 0.99]) {
      const at = { x: Math.round(x * FULL), y: Math.round(y * FULL) };
      const target = boundsOf({ kind: 'number', at, number: 1 }, place);
      const words = { ...placeLabel(target, label, place.picture).at, ...label };
      expect(words.x).toBeGreaterThanOrEqual(place.picture.x);
      expect(words.y).toBeGreaterThanOrEqual(place.picture.y);
      expect(words.x + words.width).toBeLessThanOrEqual(place.picture.x + place.picture.width);
      expect(words.y + words.height).toBeLessThanOrEqual(place.picture.y + place.picture.height);
      const apart =
        words.x >= target.x + target.width || words.x + words.width <= target.x || words.y >= target.y + target.height || words.y + words.height <= target.y;
      expect(apart).toBe(true);
    }
  }
});

test('a tail is as long as its time and narrows towards the past', () => {
  const points = [
    { x: 0, y: 0, at: 0 },
    { x: 10, y: 0, at: 250 },
    { x: 20, y: 0, at: 400 },
  ];
  expect(tail(points, 400, 8)).toBe('M10.0 2.0L20.0 4.0L20.0 -4.0L10.0 -2.0z');
  expect(tail(points, 701, 8)).toBe('');
});

test('words leave room beside them, but two of them stand on one line in a narrow picture, and all stay inside it', () => {
  const widest = (width: number) => widestLabel({ width, height: 300 });
  expect([widest(400), widest(134), widest(180), widest(60)].map(Math.round)).toEqual([280, 126, 160, 52]);
});

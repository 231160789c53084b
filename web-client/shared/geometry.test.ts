import { expect, test } from 'vitest';
import { containRect, FULL, toFraction, toFractionClamped, toPixels, type Rotation } from './geometry';

const rotations: Rotation[] = [0, 90, 180, 270];

test('a tall frame in a wide box is centred between two margins', () => {
  expect(containRect({ width: 400, height: 200 }, { width: 100, height: 200 })).toEqual({ x: 150, y: 0, width: 100, height: 200 });
});

test('a turned frame swaps its sides before it is fitted', () => {
  expect(containRect({ width: 400, height: 200 }, { width: 100, height: 200 }, 90)).toEqual({ x: 0, y: 0, width: 400, height: 200 });
});

test('an unknown frame size gives an empty picture, not a division by zero', () => {
  expect(containRect({ width: 400, height: 200 }, { width: 0, height: 0 })).toEqual({ x: 0, y: 0, width: 0, height: 0 });
});

test('the top left corner of the frame goes round the picture with the rotation', () => {
  const picture = { x: 10, y: 20, width: 100, height: 50 };
  expect(rotations.map((r) => toPixels({ x: 0, y: 0 }, picture, r))).toEqual([
    { x: 10, y: 20 },
    { x: 110, y: 20 },
    { x: 110, y: 70 },
    { x: 10, y: 70 },
  ]);
});

test('a place on the page comes back within 2 px, at every rotation and on every kind of box', () => {
  for (const rotation of rotations) {
    for (const box of [{ width: 390, height: 300 }, { width: 1200, height: 700 }, { width: 120, height: 900 }]) {
      const picture = containRect(box, { width: 1170, height: 2532 }, rotation);
      for (const part of [0, 0.1, 0.37, 0.5, 0.93, 1]) {
        const pixel = { x: picture.x + picture.width * part, y: picture.y + picture.height * (1 - part) };
        const fraction = toFraction(pixel, picture, rotation);
        expect(fraction).not.toBeNull();
        const back = toPixels(fraction ?? { x: -1, y: -1 }, picture, rotation);
        expect(Math.hypot(back.x - pixel.x, back.y - pixel.y)).toBeLessThan(0.05);
      }
    }
  }
});

test('outside the picture there is no point, unless the drag is held to the edge', () => {
  const picture = { x: 10, y: 0, width: 100, height: 100 };
  expect(toFraction({ x: 5, y: 50 }, picture)).toBeNull();
  expect(toFractionClamped({ x: 500, y: -9 }, picture)).toEqual({ x: FULL, y: 0 });
});

import { expect, test } from 'vitest';
import { fitting, within } from './jpeg';
import { STILL_BYTES, STILL_SIDE_PX } from './wire/limits';

const blobOf = (bytes: number) => new Blob([new Uint8Array(bytes)]);

test('a picture keeps its ratio within the side, never grows, and keeps a pixel at least', () => {
  expect(within({ width: 4032, height: 3024 }, STILL_SIDE_PX)).toEqual({ width: 1600, height: 1200 });
  expect(within({ width: 16_000, height: 3 }, STILL_SIDE_PX)).toEqual({ width: 1600, height: 1 });
  expect(within({ width: 1170, height: 2532 }, STILL_SIDE_PX)).toEqual({ width: 739, height: 1600 });
  expect(within({ width: 640, height: 480 }, STILL_SIDE_PX)).toEqual({ width: 640, height: 480 });
});

test('the first try that is small enough wins', async () => {
  const tried: number[] = [];
  const still = await fitting({ width: 1600, height: 900 }, async (size, quality) => {
    tried.push(quality);
    return blobOf(Math.round(size.width * size.height * quality * 0.4));
  });
  expect(tried.length).toBeGreaterThan(1);
  expect(still?.jpeg.size).toBeLessThanOrEqual(STILL_BYTES);
  expect(still?.size.width).toBeGreaterThan(0);
});

test('a picture that can’t be made small enough is none', async () => {
  expect(await fitting({ width: 1600, height: 1600 }, async () => blobOf(STILL_BYTES + 1))).toBeNull();
  expect(await fitting({ width: 1600, height: 1600 }, async () => null)).toBeNull();
});

import { expect, test } from 'vitest';
import { AGAIN_MS, CELLS, difference, keptOtherwise, luminance, missed, NOTHING_SEEN, SCENE_EVERY_MS, watch, type Cells, type Watch } from './scene';

const page = (fill: number) => new Uint8Array(CELLS * CELLS).fill(fill);

/** A page on which the first `share` of the cells differs. */
function partly(share: number): Cells {
  const cells = page(200);
  return cells.fill(20, 0, Math.round(share * cells.length));
}

/** Looks once a second and tells at which seconds a picture was kept. */
function lookAt(pictures: readonly Cells[], from: Watch = NOTHING_SEEN): number[] {
  let remembered = from;
  return pictures.flatMap((cells, second) => {
    const seen = watch(remembered, cells, second * 1000);
    remembered = seen.watch;
    return seen.keep ? [second] : [];
  });
}

const still = (cells: Cells, seconds: number) => Array.from({ length: seconds }, () => cells);

test('luminance weighs green most and blue least', () => {
  const rgba = new Uint8ClampedArray([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255]);
  const [red = 0, green = 0, blue = 0] = luminance(rgba);
  expect(green).toBeGreaterThan(red);
  expect(red).toBeGreaterThan(blue);
});

test('the difference is the share of cells that changed noticeably', () => {
  expect(difference(page(100), page(110))).toBe(0);
  expect(difference(page(200), partly(0.25))).toBeCloseTo(0.25);
  expect(difference(page(1), new Uint8Array(4))).toBe(1);
});

test('the first picture is kept as soon as it rests', () => {
  expect(lookAt(still(page(200), 5))).toEqual([1]);
});

test('small changes are no new scene', () => {
  expect(lookAt([...still(page(200), 3), ...still(partly(0.05), 30)])).toEqual([1]);
});

test('a new scene waits for its turn', () => {
  const every = Math.ceil(SCENE_EVERY_MS / 1000);
  expect(lookAt([...still(page(200), 3), ...still(page(20), 30)])).toEqual([1, 1 + every]);
});

test('a scrolling page is kept when it rests, one that never rests after a while', () => {
  const moving = Array.from({ length: 20 }, (_, i) => page((i % 2) * 200));
  const [first] = lookAt(moving);
  expect(first).toBe(4);
  expect(lookAt([page(0), page(100), page(200), page(200)])).toEqual([3]);
});

test('a picture that was kept for a mark or a step is no new scene', () => {
  const seen = watch(NOTHING_SEEN, page(200), 0).watch;
  expect(lookAt(still(page(200), 20), keptOtherwise(seen))).toEqual([]);
});

test('a scene that the server did not take is tried again soon, and is a scene still', () => {
  const before = watch(NOTHING_SEEN, page(200), 0).watch;
  const tried = watch(before, page(200), 1000);
  expect(tried.keep).toBe(true);
  const again = missed(tried.watch, before);
  expect(lookAt(still(page(200), 20), again)).toEqual([1 + AGAIN_MS / 1000]);
  expect(lookAt(still(page(200), 20), tried.watch)).toEqual([]);
});

import { expect, test } from 'vitest';
import { cell, CELLS, corners, decode, encode, FRAMES, SOURCES } from '../inside/frame-code';

const brightness = (cells: boolean[], black = 20, white = 230): number[] => cells.map((one) => (one ? white : black));

test('every frame number of every source is read back', () => {
  for (const source of SOURCES) {
    for (let frame = 0; frame < FRAMES; frame += 97) expect(decode(brightness(encode({ frame, source })))).toEqual({ frame, source });
  }
});

test('a washed-out strip is still read', () => {
  const code = { frame: 4711, source: 'camera' } as const;
  expect(decode(brightness(encode(code), 70, 150))).toEqual(code);
});

test('a damaged strip is no strip', () => {
  const cells = encode({ frame: 1234, source: 'screen' });
  const refused = cells.filter((_, index) => decode(brightness(cells.with(index, !cells[index]))) === null);
  expect(refused.length).toBe(CELLS);
});

test('a plain picture is no strip', () => expect(decode(Array.from({ length: CELLS }, () => 128))).toBeNull());

test('strip and corner marks stay apart and inside, upright and turned', () => {
  for (const [width, height] of [[720, 1280], [1280, 720], [390, 844]] as const) {
    const [left, right] = corners(width, height);
    expect(cell(0, width, height).x).toBeGreaterThan(left.x + left.width);
    const last = cell(CELLS - 1, width, height);
    expect(last.x + last.width).toBeLessThan(right.x);
    expect(right.x + right.width).toBeLessThan(width);
  }
});

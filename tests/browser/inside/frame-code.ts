/**
 * The strip of black and white cells that the test picture carries, so that a test knows which frame it sees, of which
 * source, after any number of scalings and encodings. Pure: painting and sampling are `scene.ts` and `picture.ts`.
 */

export const SOURCES = ['screen', 'camera', 'photo'] as const;
export type PictureSource = (typeof SOURCES)[number];
export type FrameCode = { readonly frame: number; readonly source: PictureSource };
export type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Alternating cells that tell black from white and a strip from anything else. */
const SYNC = [true, false, true, false];
const SOURCE_BITS = 2;
const FRAME_BITS = 16;
const CHECK_BITS = 6;
export const CELLS = SYNC.length + SOURCE_BITS + FRAME_BITS + CHECK_BITS;
/** Frame numbers start again here: an hour and more at 15 frames a second. */
export const FRAMES = 2 ** FRAME_BITS;

/** All lengths grow with the picture: one unit is a 720th of its shorter side. */
const CELL_UNITS = 20;
const STRIP_TOP_UNITS = 24;
const STRIP_HEIGHT_UNITS = 28;
const CORNER_UNITS = 40;
const CORNER_INSET_UNITS = 20;

export function unit(width: number, height: number): number {
  return Math.min(width, height) / 720;
}

/** The cells of a frame, left to right; `true` is white. */
export function encode({ frame, source }: FrameCode): boolean[] {
  const kind = SOURCES.indexOf(source);
  return [...SYNC, ...bits(kind, SOURCE_BITS), ...bits(frame, FRAME_BITS), ...bits(check(frame, kind), CHECK_BITS)];
}

/** Reads cells back from their brightness, 0 to 255; `null` where it is no strip. */
export function decode(brightness: readonly number[]): FrameCode | null {
  if (brightness.length !== CELLS) return null;
  const [w0 = 0, b0 = 0, w1 = 0, b1 = 0] = brightness;
  if (Math.min(w0, w1) - Math.max(b0, b1) < 60) return null;
  const middle = (w0 + w1 + b0 + b1) / 4;
  const read = brightness.map((level) => level > middle);
  let at = SYNC.length;
  const take = (count: number): number => read.slice(at, (at += count)).reduce((value, bit) => value * 2 + (bit ? 1 : 0), 0);
  const kind = take(SOURCE_BITS);
  const frame = take(FRAME_BITS);
  const source = SOURCES[kind];
  return source !== undefined && take(CHECK_BITS) === check(frame, kind) ? { frame, source } : null;
}

/** Where cell `index` lies in a picture of this size. */
export function cell(index: number, width: number, height: number): Rectangle {
  const u = unit(width, height);
  const left = (width - CELLS * CELL_UNITS * u) / 2;
  return { x: left + index * CELL_UNITS * u, y: STRIP_TOP_UNITS * u, width: CELL_UNITS * u, height: STRIP_HEIGHT_UNITS * u };
}

/** Where the four corner marks lie: top left, top right, bottom left, bottom right. */
export function corners(width: number, height: number): [Rectangle, Rectangle, Rectangle, Rectangle] {
  const u = unit(width, height);
  const near = CORNER_INSET_UNITS * u;
  const side = CORNER_UNITS * u;
  const at = (x: number, y: number): Rectangle => ({ x, y, width: side, height: side });
  const right = width - near - side;
  const bottom = height - near - side;
  return [at(near, near), at(right, near), at(near, bottom), at(right, bottom)];
}

function bits(value: number, count: number): boolean[] {
  return Array.from({ length: count }, (_, index) => ((value >> (count - 1 - index)) & 1) === 1);
}

/** Folds all bits together, so that any single wrong cell is found. */
function check(frame: number, kind: number): number {
  return (frame ^ (frame >> 6) ^ (frame >> 12) ^ (kind * 21) ^ 37) % 2 ** CHECK_BITS;
}

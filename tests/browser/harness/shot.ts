/** Measures on what a person sees: pixels of a screenshot, never the page's own idea of where things are. All lengths are CSS pixels. */
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { corners } from '../inside/frame-code';

export type Spot = { readonly x: number; readonly y: number };
export type Size = { readonly width: number; readonly height: number };
type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
/** A place in the picture, as fractions of its width and height. */
export type Fraction = Spot;
export type Colour = (red: number, green: number, blue: number) => boolean;

export const isCorner: Colour = (red, green, blue) => red < 70 && green < 70 && blue > 185;
/** The guide's finger, vermilion, on whatever ground. */
export const isVermilion: Colour = (red, green, blue) => red > 170 && red - green > 80 && red - blue > 90;

/** Nothing of the test picture's ground is darker, not even without its colours. */
export const isLight: Colour = (red, green, blue) => red > 150 && green > 150 && blue > 150;

export class Shot {
  readonly #png: PNG;
  readonly #scale: number;
  readonly #box: Box;

  private constructor(png: PNG, scale: number, box: Box) {
    this.#png = png;
    this.#scale = scale;
    this.#box = box;
  }

  static async of(page: Page): Promise<Shot> {
    const png = PNG.sync.read(await page.screenshot({ scale: 'device' }));
    const box = await page.evaluate(() => harness.pictureBox());
    return new Shot(png, png.width / (page.viewportSize()?.width ?? png.width), box);
  }

  /** Every spot of a colour on the page's largest picture. */
  inPicture(colour: Colour): Spot[] {
    const found: Spot[] = [];
    const { left, right, top, bottom } = this.#box;
    const device = (length: number, most: number): number => Math.max(0, Math.min(most, Math.round(length * this.#scale)));
    const [endX, endY] = [device(right, this.#png.width), device(bottom, this.#png.height)];
    for (let y = device(top, endY); y < endY; y += 1) {
      for (let x = device(left, endX); x < endX; x += 1) {
        if (this.#is(colour, x, y)) found.push({ x: (x + 0.5) / this.#scale, y: (y + 0.5) / this.#scale });
      }
    }
    return found;
  }

  /** How much of the picture's area has a colour, 0 to 1. */
  shareInPicture(colour: Colour): number {
    const { left, right, top, bottom } = this.#box;
    return this.inPicture(colour).length / ((right - left) * (bottom - top) * this.#scale ** 2);
  }

  /** Where the picture lies on this page, found by the four corner marks of its largest one. */
  picture(size: Size): PictureOnPage {
    const blue = this.inPicture(isCorner);
    const box = bounds(blue);
    const quarter = (right: boolean, low: boolean): Spot => {
      const [middleX, middleY] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      return mean(blue.filter(({ x, y }) => x > middleX === right && y > middleY === low));
    };
    return new PictureOnPage(size, [quarter(false, false), quarter(true, false), quarter(false, true), quarter(true, true)]);
  }

  #is(colour: Colour, x: number, y: number): boolean {
    const at = (y * this.#png.width + x) * 4;
    const { data } = this.#png;
    return colour(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
  }
}

/** The map between fractions of the picture and a page. */
export class PictureOnPage {
  readonly #origin: Spot;
  readonly #across: Spot;
  readonly #down: Spot;
  /** How far the fourth corner lies from where the other three say: 0 for a picture that is neither cropped nor bent. */
  readonly bend: number;

  constructor(size: Size, found: readonly [Spot, Spot, Spot, Spot]) {
    const painted = corners(size.width, size.height).map(({ x, y, width, height }) => ({ x: (x + width / 2) / size.width, y: (y + height / 2) / size.height }));
    const [a, b, c, d] = found;
    const [pa, pb, pc, pd] = painted as [Fraction, Fraction, Fraction, Fraction];
    this.#across = { x: (b.x - a.x) / (pb.x - pa.x), y: (b.y - a.y) / (pb.x - pa.x) };
    this.#down = { x: (c.x - a.x) / (pc.y - pa.y), y: (c.y - a.y) / (pc.y - pa.y) };
    this.#origin = { x: a.x - this.#across.x * pa.x - this.#down.x * pa.y, y: a.y - this.#across.y * pa.x - this.#down.y * pa.y };
    this.bend = distance(this.at(pd), d);
  }

  /** Where a place of the picture lies on the page. */
  at({ x, y }: Fraction): Spot {
    return {
      x: this.#origin.x + this.#across.x * x + this.#down.x * y,
      y: this.#origin.y + this.#across.y * x + this.#down.y * y,
    };
  }

  /** Width over height, as shown. */
  get ratio(): number {
    return Math.hypot(this.#across.x, this.#across.y) / Math.hypot(this.#down.x, this.#down.y);
  }
}

export function distance(a: Spot, b: Spot): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export function mean(spots: readonly Spot[]): Spot {
  if (spots.length === 0) throw new Error('nothing of that colour is on the page');
  const sum = spots.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / spots.length, y: sum.y / spots.length };
}

export function bounds(spots: readonly Spot[]): Box {
  if (spots.length === 0) throw new Error('nothing of that colour is on the page');
  return spots.reduce(
    ({ left, right, top, bottom }, { x, y }) => ({ left: Math.min(left, x), right: Math.max(right, x), top: Math.min(top, y), bottom: Math.max(bottom, y) }),
    { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity },
  );
}

/** The middle of the smallest box around the spots. */
export function middle(spots: readonly Spot[]): Spot {
  const { left, right, top, bottom } = bounds(spots);
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

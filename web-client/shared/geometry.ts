/**
 * Where a point of the picture lies on the page, and back. The wire speaks in fractions of the *encoded frame*
 * (u16, 0 to 65535 on each axis), never in pixels of anyone's element, so both ends agree whatever their windows are.
 */

export type Size = { readonly width: number; readonly height: number };
export type Point = { readonly x: number; readonly y: number };
export type Rect = Point & Size;
/** Clockwise turn, in degrees, that the viewer applies to the encoded frame. */
export type Rotation = 0 | 90 | 180 | 270;

/** The greatest fraction: the far edge of the frame. */
export const FULL = 65535;

/** The edge itself belongs to the picture, whatever the last bit of a division says. */
const ROUNDING = 1e-9;

/** The size at which a frame is seen once it is turned. */
export function turned(frame: Size, rotation: Rotation): Size {
  return rotation % 180 === 0 ? frame : { width: frame.height, height: frame.width };
}

/** Where `object-fit: contain` puts a picture of size `frame` inside an element of size `box`, in CSS px. */
export function containRect(box: Size, frame: Size, rotation: Rotation = 0): Rect {
  const seen = turned(frame, rotation);
  if (seen.width <= 0 || seen.height <= 0) return { x: 0, y: 0, width: 0, height: 0 };
  const scale = Math.min(box.width / seen.width, box.height / seen.height);
  const width = seen.width * scale;
  const height = seen.height * scale;
  return { x: (box.width - width) / 2, y: (box.height - height) / 2, width, height };
}

/** A point of the frame, in CSS px of the element that `picture` (from `containRect`) is measured in. */
export function toPixels(fraction: Point, picture: Rect, rotation: Rotation = 0): Point {
  const p = turn({ x: fraction.x / FULL, y: fraction.y / FULL }, rotation);
  return { x: picture.x + p.x * picture.width, y: picture.y + p.y * picture.height };
}

/** The point of the frame under a place on the page; `null` outside the picture. */
export function toFraction(pixel: Point, picture: Rect, rotation: Rotation = 0): Point | null {
  if (picture.width <= 0 || picture.height <= 0) return null;
  const p = { x: (pixel.x - picture.x) / picture.width, y: (pixel.y - picture.y) / picture.height };
  if (Math.abs(p.x - 0.5) > 0.5 + ROUNDING || Math.abs(p.y - 0.5) > 0.5 + ROUNDING) return null;
  const back = turn(p, ((360 - rotation) % 360) as Rotation);
  return { x: toWire(back.x), y: toWire(back.y) };
}

/** As `toFraction`, but a place outside the picture counts as the nearest edge: for a drag that leaves it. */
export function toFractionClamped(pixel: Point, picture: Rect, rotation: Rotation = 0): Point | null {
  const inside = {
    x: Math.min(Math.max(pixel.x, picture.x), picture.x + picture.width),
    y: Math.min(Math.max(pixel.y, picture.y), picture.y + picture.height),
  };
  return toFraction(inside, picture, rotation);
}

/** A share of a side as the wire writes it. */
function toWire(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * FULL);
}

/** Turns a point of the unit square clockwise with the square. */
function turn(p: Point, rotation: Rotation): Point {
  switch (rotation) {
    case 0:
      return p;
    case 90:
      return { x: 1 - p.y, y: p.x };
    case 180:
      return { x: 1 - p.x, y: 1 - p.y };
    case 270:
      return { x: p.y, y: 1 - p.x };
  }
}

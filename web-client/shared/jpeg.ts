/** A picture as the server keeps it: a JPEG, bounded in size, drawn anew so that nothing but pixels is left of a photo. */
import type { Size } from './geometry';
import { STILL_BYTES, STILL_SIDE_PX } from './wire/limits';

/** Tried in this order. Text suffers from a low quality before it suffers from a smaller picture, so quality falls first, but not far. */
const TRIES: readonly { readonly scale: number; readonly quality: number }[] = [
  { scale: 1, quality: 0.88 },
  { scale: 1, quality: 0.72 },
  { scale: 1, quality: 0.55 },
  { scale: 0.75, quality: 0.6 },
  { scale: 0.5, quality: 0.6 },
  { scale: 0.35, quality: 0.5 },
];

export type Still = { readonly jpeg: Blob; readonly size: Size };

/** The size that fits within `side` px, whole pixels, never larger than it was. */
export function within(size: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(size.width, size.height, 1));
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) };
}

/** Goes down the ladder of sizes and qualities until `encoded` gives something small enough; `null` when even the last is too large. */
export async function fitting(size: Size, encoded: (size: Size, quality: number) => Promise<Blob | null>): Promise<Still | null> {
  const full = within(size, STILL_SIDE_PX);
  for (const { scale, quality } of TRIES) {
    const tried = { width: Math.max(1, Math.round(full.width * scale)), height: Math.max(1, Math.round(full.height * scale)) };
    // oxlint-disable-next-line no-await-in-loop -- each try is needed only where the one before was too large
    const jpeg = await encoded(tried, quality);
    if (jpeg && jpeg.size <= STILL_BYTES) return { jpeg, size: tried };
  }
  return null;
}

/** What a picture or a video shows now, as a still. The frame is copied first, because a video moves on while it is encoded. */
export async function takeStill(source: CanvasImageSource, size: Size): Promise<Still | null> {
  const frame = draw(source, within(size, STILL_SIDE_PX));
  if (!frame) return null;
  return fitting(size, (smaller, quality) => encode(frame, smaller, quality));
}

function encode(frame: HTMLCanvasElement, size: Size, quality: number): Promise<Blob | null> {
  const canvas = size.width === frame.width && size.height === frame.height ? frame : draw(frame, size);
  return new Promise((resolve) => {
    if (canvas) canvas.toBlob(resolve, 'image/jpeg', quality);
    else resolve(null);
  });
}

function draw(source: CanvasImageSource, size: Size): HTMLCanvasElement | null {
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d');
  if (!context) return null;
  // A JPEG has no transparency; what was transparent becomes paper, not black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, size.width, size.height);
  return canvas;
}

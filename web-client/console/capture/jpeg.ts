/** A picture as a JPEG within the server's limits: at most 1600 px a side and 400 KiB (`protocol/src/limits.rs`). */
import type { Size } from '../../shared/geometry';

export const SIDE_PX = 1_600;
export const BYTES = 400 * 1024;

/** Tried in this order. Text suffers from a low quality before it suffers from a smaller picture, so quality falls first, but not far. */
const TRIES: readonly { readonly scale: number; readonly quality: number }[] = [
  { scale: 1, quality: 0.88 },
  { scale: 1, quality: 0.72 },
  { scale: 1, quality: 0.55 },
  { scale: 0.75, quality: 0.6 },
  { scale: 0.5, quality: 0.6 },
  { scale: 0.35, quality: 0.5 },
];

export type Jpeg = { readonly blob: Blob; readonly size: Size };

/** The size that fits within `side` px, whole pixels, never larger than it was. */
export function within(size: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(size.width, size.height, 1));
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) };
}

/** Goes down the ladder of sizes and qualities until `encoded` gives something small enough; `null` when even the last is too large. */
export async function fitting(size: Size, encoded: (size: Size, quality: number) => Promise<Blob | null>): Promise<Jpeg | null> {
  const full = within(size, SIDE_PX);
  for (const { scale, quality } of TRIES) {
    const tried = { width: Math.max(1, Math.round(full.width * scale)), height: Math.max(1, Math.round(full.height * scale)) };
    // oxlint-disable-next-line no-await-in-loop -- each try is needed only where the one before was too large
    const blob = await encoded(tried, quality);
    if (blob && blob.size <= BYTES) return { blob, size: tried };
  }
  return null;
}

/** Encodes what an element shows now. The frame is copied first, because a video moves on while it is encoded. */
export async function jpegOf(source: CanvasImageSource, size: Size): Promise<Jpeg | null> {
  const frame = draw(source, within(size, SIDE_PX));
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
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return null;
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, size.width, size.height);
  return canvas;
}

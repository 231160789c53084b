/** Pictures as the server keeps them: JPEG, bounded in size, and drawn anew so that nothing but pixels is left of a photo. */
import type { Size } from '../../shared/geometry';
import { STILL_BYTES, STILL_SIDE_PX } from '../../shared/wire/limits';

/** Tried in turn until the picture is small enough: first less quality, then fewer pixels. */
const TRIES = [
  { quality: 0.86, scale: 1 },
  { quality: 0.74, scale: 1 },
  { quality: 0.6, scale: 1 },
  { quality: 0.6, scale: 0.7 },
  { quality: 0.5, scale: 0.5 },
] as const;

export type Still = { readonly jpeg: Blob; readonly size: Size };

/** The size at which a picture is kept: its own, or shrunk to the longest side that is allowed. Never empty. */
export function fit(size: Size, side = STILL_SIDE_PX): Size {
  const scale = Math.min(1, side / Math.max(size.width, size.height));
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) };
}

/** A picture file as a still; `null` where the browser can't read it. */
export async function fromFile(file: Blob): Promise<Still | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!picture) return null;
  const still = await draw(picture, picture);
  picture.close();
  return still;
}

/** The frame that a video shows now; `null` before its first. */
export async function fromVideo(video: HTMLVideoElement): Promise<Still | null> {
  const size = { width: video.videoWidth, height: video.videoHeight };
  return size.width === 0 ? null : draw(video, size);
}

async function draw(picture: CanvasImageSource, size: Size): Promise<Still | null> {
  for (const { quality, scale } of TRIES) {
    const kept = fit(size, STILL_SIDE_PX * scale);
    // oxlint-disable-next-line no-await-in-loop -- the next try is needed only when this one is too large
    const jpeg = await encode(picture, kept, quality);
    if (jpeg && jpeg.size <= STILL_BYTES) return { jpeg, size: kept };
  }
  return null;
}

function encode(picture: CanvasImageSource, size: Size, quality: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d');
  if (!context) return Promise.resolve(null);
  // A JPEG has no transparency; what was transparent becomes paper, not black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size.width, size.height);
  context.drawImage(picture, 0, 0, size.width, size.height);
  return new Promise((settle) => canvas.toBlob(settle, 'image/jpeg', quality));
}

/** What the customer shows or is asked for, as a still. */
import { takeStill, type Still } from '../../shared/jpeg';

/** A picture file as a still; `null` where the browser can't read it. */
export async function fromFile(file: Blob): Promise<Still | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!picture) return null;
  const still = await takeStill(picture, { width: picture.width, height: picture.height });
  picture.close();
  return still;
}

/** The frame that a video shows now; `null` before its first. */
export async function fromVideo(video: HTMLVideoElement): Promise<Still | null> {
  const size = { width: video.videoWidth, height: video.videoHeight };
  return size.width === 0 ? null : takeStill(video, size);
}

/** The picture that was copied last; `null` where there is none, or the person lets the page have no look. */
export async function fromClipboard(): Promise<Blob | null> {
  const items = await navigator.clipboard.read().catch(() => []);
  for (const item of items) {
    const type = item.types.find((each) => each.startsWith('image/'));
    if (type) return item.getType(type).catch(() => null);
  }
  return null;
}

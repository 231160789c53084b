/** Reads the test picture back from a page's <video>: which frame, how large, and where the corner marks came to lie. */
import { cell, CELLS, corners, decode, unit, type FrameCode } from './frame-code';

export type Seen = FrameCode & {
  readonly width: number;
  readonly height: number;
  /** How far the worst corner mark lies from where it was painted, in pixels of the frame. */
  readonly cornerError: number;
};

/** What the largest playing video shows now, or the last picture that was kept of it; `null` where that is no test picture. */
export function readPicture(): Seen | null {
  const video = largestVideo() ?? document.querySelector('canvas');
  if (!video) return null;
  const [width, height] = video instanceof HTMLCanvasElement ? [video.width, video.height] : [video.videoWidth, video.videoHeight];
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(video, 0, 0);
  const code = decode(Array.from({ length: CELLS }, (_, index) => brightness(context, cell(index, width, height))));
  return code && { ...code, width, height, cornerError: cornerError(context, width, height) };
}

export function largestVideo(): HTMLVideoElement | null {
  const playing = [...document.querySelectorAll('video')].filter((video) => video.videoWidth > 0);
  playing.sort((a, b) => b.clientWidth * b.clientHeight - a.clientWidth * a.clientHeight);
  return playing[0] ?? null;
}

/** Where the page has its largest picture, moving or still. */
export function pictureBox(): { left: number; top: number; right: number; bottom: number } {
  const boxes = [...document.querySelectorAll('video, canvas, img')].map((element) => element.getBoundingClientRect());
  const largest = boxes.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a), new DOMRect());
  const { left, top, right, bottom } = largest;
  return { left, top, right, bottom };
}

/** Mean over the middle of a cell, away from its blurred edges. */
function brightness(context: CanvasRenderingContext2D, { x, y, width, height }: { x: number; y: number; width: number; height: number }): number {
  const side = Math.max(1, Math.floor(width / 3));
  const { data } = context.getImageData(Math.floor(x + (width - side) / 2), Math.floor(y + (height - side) / 2), side, side);
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum += (data[at] ?? 0) * 0.299 + (data[at + 1] ?? 0) * 0.587 + (data[at + 2] ?? 0) * 0.114;
  return sum / (data.length / 4);
}

function cornerError(context: CanvasRenderingContext2D, width: number, height: number): number {
  const margin = 16 * unit(width, height);
  const errors = corners(width, height).map((corner) => {
    const left = Math.max(0, Math.floor(corner.x - margin));
    const top = Math.max(0, Math.floor(corner.y - margin));
    const side = Math.ceil(corner.width + 2 * margin);
    const { data } = context.getImageData(left, top, side, side);
    let count = 0;
    let [sumX, sumY] = [0, 0];
    for (let at = 0; at < data.length; at += 4) {
      if ((data[at] ?? 0) > 90 || (data[at + 1] ?? 0) > 90 || (data[at + 2] ?? 0) < 150) continue;
      count += 1;
      sumX += (at / 4) % side;
      sumY += Math.floor(at / 4 / side);
    }
    if (count === 0) return Infinity;
    const dx = left + sumX / count + 0.5 - (corner.x + corner.width / 2);
    const dy = top + sumY / count + 0.5 - (corner.y + corner.height / 2);
    return Math.hypot(dx, dy);
  });
  return Math.max(...errors);
}

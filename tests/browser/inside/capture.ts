/**
 * Puts the test picture where a real page would get a screen or a camera. The page under test calls `getUserMedia` and
 * `getDisplayMedia` as ever; the microphone stays the browser's own.
 */
import { FRAMES, type PictureSource } from './frame-code';
import { paint } from './scene';

const FRAMES_A_SECOND = 15;

export type Size = { readonly width: number; readonly height: number };

export class Capture {
  #size: Size;
  #refused = false;
  #frame = 0;
  #asked = 0;
  readonly #canvases = new Set<HTMLCanvasElement>();

  constructor(size: Size) {
    this.#size = size;
  }

  install(): void {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!devices) return; // an empty page, or one that is not secure
    const original = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      this.#mayAsk();
      const sound = constraints?.audio ? (await original({ audio: constraints.audio })).getAudioTracks() : [];
      return new MediaStream(constraints?.video ? [...sound, this.#track('camera')] : sound);
    };
    devices.getDisplayMedia = async () => {
      this.#mayAsk();
      return new MediaStream([this.#track('screen')]);
    };
  }

  /** Turns the picture, as a phone does. */
  resize(size: Size): void {
    this.#size = size;
    for (const canvas of this.#canvases) Object.assign(canvas, size);
  }

  /** The number of the newest frame. */
  get frame(): number {
    return this.#frame;
  }

  /** How often the page has asked for a screen, a camera or a microphone: each may be a question to the person. */
  get asked(): number {
    return this.#asked;
  }

  /** As a person who presses "Don't allow". */
  refuse(refused: boolean): void {
    this.#refused = refused;
  }

  /** The picture as a JPEG in base64: a screenshot in the phone's gallery. */
  photo(): string {
    const canvas = Object.assign(document.createElement('canvas'), this.#size);
    paint(context(canvas), { frame: this.#frame, source: 'photo' });
    return canvas.toDataURL('image/jpeg', 0.92).split(',')[1] ?? '';
  }

  #mayAsk(): void {
    this.#asked += 1;
    if (this.#refused) throw new DOMException('Permission denied', 'NotAllowedError');
  }

  #track(source: PictureSource): MediaStreamTrack {
    const canvas = Object.assign(document.createElement('canvas'), this.#size);
    const drawing = context(canvas);
    const [track] = canvas.captureStream(FRAMES_A_SECOND).getVideoTracks();
    if (!track) throw new Error('a canvas stream has one video track');
    const draw = (): void => {
      if (track.readyState === 'ended') {
        clearInterval(timer);
        this.#canvases.delete(canvas);
        return;
      }
      this.#frame = (this.#frame + 1) % FRAMES;
      paint(drawing, { frame: this.#frame, source });
    };
    const timer = setInterval(draw, 1000 / FRAMES_A_SECOND);
    this.#canvases.add(canvas);
    draw();
    return track;
  }
}

function context(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const drawing = canvas.getContext('2d', { alpha: false });
  if (!drawing) throw new Error('this browser has no canvas');
  return drawing;
}

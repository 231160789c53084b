/**
 * Puts the test picture where a real page would get a screen or a camera. The page under test calls `getUserMedia` and
 * `getDisplayMedia` as ever; the microphone stays the browser's own.
 */
import { FRAMES, type PictureSource } from './frame-code';
import { paint } from './scene';

const FRAMES_A_SECOND = 15;

export type Size = { readonly width: number; readonly height: number };
type Kind = 'screen' | 'camera' | 'microphone';

export class Capture {
  #size: Size;
  readonly #refused = new Set<Kind>();
  #frame = 0;
  #asked = 0;
  #answer: Promise<void> = Promise.resolve();
  #give: () => void = () => undefined;
  readonly #canvases = new Set<HTMLCanvasElement>();
  /** What the page asked for, in order. */
  readonly constraints: MediaStreamConstraints[] = [];
  /** Every track that the page was given. */
  readonly #given: MediaStreamTrack[] = [];

  constructor(size: Size) {
    this.#size = size;
  }

  install(): void {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!devices) return; // an empty page, or one that is not secure
    const original = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      await this.#question(constraints?.video ? 'camera' : 'microphone', constraints);
      const sound = constraints?.audio ? (await original({ audio: constraints.audio })).getAudioTracks() : [];
      return this.#stream(constraints?.video ? [...sound, this.#track('camera')] : sound);
    };
    devices.getDisplayMedia = async (constraints) => {
      await this.#question('screen', constraints);
      return this.#stream([this.#track('screen')]);
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

  /** As a person who presses "Don't allow" to these, and "Allow" to all else. */
  refuse(...kinds: Kind[]): void {
    this.#refused.clear();
    for (const kind of kinds) this.#refused.add(kind);
  }

  /** As a person who leaves the browser's question open; `answer` ends that. */
  hesitate(): void {
    this.#answer = new Promise((give) => {
      this.#give = give;
    });
  }

  answer(): void {
    this.#give();
  }

  /** The tracks that the page was given and has not let go of, by what they give. */
  get live(): string[] {
    return this.#given.filter(({ readyState }) => readyState === 'live').map(({ kind }) => kind);
  }

  /** Of each microphone that is open, whether anything can be heard through it. */
  get audible(): boolean[] {
    return this.#given.filter(({ kind, readyState }) => kind === 'audio' && readyState === 'live').map(({ enabled }) => enabled);
  }

  /** The hints that the page gave to its tracks, in the order in which it got them. */
  get hints(): string[] {
    return this.#given.map(({ contentHint }) => contentHint);
  }

  /** As a microphone that is pulled out: the track ends without the page's doing. */
  unplug(kind: 'audio' | 'video'): void {
    for (const track of this.#given.filter((each) => each.kind === kind && each.readyState === 'live')) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  }

  /** The picture as a JPEG in base64: a screenshot in the phone's gallery, so many times as large as the screen's. */
  photo(scale = 1): string {
    const canvas = Object.assign(document.createElement('canvas'), { width: this.#size.width * scale, height: this.#size.height * scale });
    paint(context(canvas), { frame: this.#frame, source: 'photo' });
    return canvas.toDataURL('image/jpeg', 0.92).split(',')[1] ?? '';
  }

  /** Pastes the picture, as from a keyboard that keeps screenshots. */
  paste(): void {
    const bytes = Uint8Array.from(atob(this.photo()), (character) => character.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], 'pasted.jpg', { type: 'image/jpeg' }));
    dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
  }

  async #question(kind: Kind, constraints: MediaStreamConstraints = {}): Promise<void> {
    this.#asked += 1;
    this.constraints.push(constraints);
    await this.#answer;
    if (this.#refused.has(kind)) throw new DOMException('Permission denied', 'NotAllowedError');
  }

  #stream(tracks: MediaStreamTrack[]): MediaStream {
    this.#given.push(...tracks);
    return new MediaStream(tracks);
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

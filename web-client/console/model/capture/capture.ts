/**
 * Keeps single pictures for the log: on freeze, with each lasting mark, with each step, and when the scene changes. Only
 * what the customer agreed to have kept, never behind the curtain or on hold; the server refuses the rest in any case.
 */
import { postBytes, type Fault, type Result } from '../../../shared/api';
import { newId } from '../../../shared/ids';
import { takeStill, type Still } from '../../../shared/jpeg';
import type { Auth } from '../../../shared/staff/auth';
import type { SessionView, StillPosted, StillReason } from '../../../shared/wire/wire';
import { whyNoCapture } from '../rules';
import { CELLS, keptOtherwise, luminance, missed, NOTHING_SEEN, watch, type Watch } from './scene';
import type { Stills } from './stills';

/** Between two looks at the picture, ms: a glance that costs less than a millisecond. */
const LOOK_EVERY_MS = 1_000;

export type Captured = { readonly ok: true; readonly still: string } | { readonly ok: false; readonly code: Fault };

export class Capture {
  readonly #session: string;
  readonly #auth: Auth;
  readonly #stills: Stills;
  readonly #view: () => SessionView | null;
  #video: HTMLVideoElement | null = null;
  #shown = false;
  #lastFrame: number | null = null;
  #watch: Watch = NOTHING_SEEN;
  #timer: ReturnType<typeof setInterval> | undefined;
  #cells: CanvasRenderingContext2D | null = null;

  constructor(session: string, auth: Auth, stills: Stills, view: () => SessionView | null) {
    this.#session = session;
    this.#auth = auth;
    this.#stills = stills;
    this.#view = view;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#video = null;
  }

  /** The element that plays the customer's picture, or none. */
  handleVideo(video: HTMLVideoElement | null): void {
    this.#video = video;
    this.#watch = NOTHING_SEEN;
    if (!video) this.#lastFrame = null;
  }

  /** Whether the element shows a frame of the picture that is shared now, and not one from before. */
  handleShown(shown: boolean): void {
    this.#shown = shown;
    if (!shown) this.#watch = { ...this.#watch, last: null };
  }

  /** A frame was shown. */
  handleFrame(): void {
    this.#lastFrame = performance.now();
  }

  /** When the last frame was shown, by `performance.now()`; `null` while none is seen. */
  get lastFrame(): number | null {
    return this.#lastFrame;
  }

  /** The supervisor freezes the picture. */
  freeze(): Promise<Captured> {
    return this.#take('freeze');
  }

  /** A lasting mark was drawn on the live picture. */
  handleMark(): void {
    if (!this.#isFrozen()) void this.#take('mark');
  }

  /** A step was sent. */
  handleStep(): void {
    if (!this.#isFrozen()) void this.#take('step');
  }

  #isFrozen(): boolean {
    return (this.#view()?.picture.frozen ?? null) !== null;
  }

  #look(): void {
    const view = this.#view();
    if (!view || document.hidden || this.#isFrozen() || whyNoCapture(view) || view.media !== 'live') return;
    const cells = this.#sample();
    if (!cells) return;
    const before = this.#watch;
    const seen = watch(before, cells, performance.now());
    this.#watch = seen.watch;
    if (seen.keep) void this.#takeScene(before);
  }

  async #takeScene(before: Watch): Promise<void> {
    const taken = await this.#take('scene');
    if (!taken.ok) this.#watch = missed(this.#watch, before);
  }

  #sample(): Uint8Array | null {
    const video = this.#video;
    if (!this.#shown || !video || video.videoWidth === 0) return null;
    if (!this.#cells) {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = CELLS;
      this.#cells = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    }
    this.#cells?.drawImage(video, 0, 0, CELLS, CELLS);
    const pixels = this.#cells?.getImageData(0, 0, CELLS, CELLS);
    return pixels ? luminance(pixels.data) : null;
  }

  async #take(reason: StillReason): Promise<Captured> {
    const view = this.#view();
    const video = this.#video;
    if (!view) return { ok: false, code: 'wrong_state' };
    const why = whyNoCapture(view);
    if (why) return { ok: false, code: why };
    if (!this.#shown || !video || video.videoWidth === 0) return { ok: false, code: 'no_picture' };
    const { epoch } = view.picture;
    const taken = await takeStill(video, { width: video.videoWidth, height: video.videoHeight });
    if (!taken) return { ok: false, code: 'bad_still' };
    const still = newId();
    const answer = await this.#post(still, reason, epoch, taken);
    if (!answer.ok) return answer;
    this.#stills.handleOwn(still, taken.jpeg);
    if (reason !== 'scene') this.#watch = keptOtherwise(this.#watch);
    return { ok: true, still };
  }

  #post(still: string, reason: StillReason, epoch: number, { jpeg, size }: Still): Promise<Result<StillPosted>> {
    const query = new URLSearchParams({ still, reason, epoch: String(epoch), width: String(size.width), height: String(size.height) });
    return this.#auth.call((token) => postBytes<StillPosted>(`/api/sessions/${this.#session}/stills?${query}`, jpeg, token));
  }
}

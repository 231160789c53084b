/** Notes when the page showed a new frame, to find the longest time without one. */
import { largestVideo } from './picture';

export class Screenings {
  #shown: number[] = [];
  #watching: HTMLVideoElement | null = null;

  /** Starts anew, and follows the page from one <video> to the next. */
  watch(): void {
    this.#shown = [Date.now()];
    this.#follow();
  }

  /** The longest time without a new frame since `watch`, up to now, in milliseconds. */
  longestGap(): number {
    const times = [...this.#shown, Date.now()];
    return times.slice(1).reduce((longest, time, index) => Math.max(longest, time - (times[index] ?? time)), 0);
  }

  /** When frames were shown since `watch`, epoch milliseconds. */
  get shown(): readonly number[] {
    return this.#shown;
  }

  #follow(): void {
    const video = largestVideo();
    if (!video || video === this.#watching) {
      if (!video) setTimeout(() => this.#follow(), 20);
      return;
    }
    this.#watching = video;
    const shown = (): void => {
      this.#shown.push(Date.now());
      if (video.isConnected) video.requestVideoFrameCallback(shown);
      else {
        this.#watching = null;
        this.#follow();
      }
    };
    video.requestVideoFrameCallback(shown);
  }
}

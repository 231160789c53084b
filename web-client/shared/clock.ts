/** The session's time on this page, without trusting the page's own clock. */
import { signal, type ReadonlySignal } from '@preact/signals-core';

export class SessionClock {
  #offset = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #second = signal(0, {
    // It goes on without the server: what counts on a page that is cut off counts all the more.
    watched: () => {
      this.#timer = setInterval(() => this.#tick(), 1_000);
    },
    unwatched: () => clearInterval(this.#timer),
  });

  /** The server's `t` as of now. */
  set(t: number): void {
    this.#offset = t - performance.now();
    this.#tick();
  }

  /** Milliseconds since the session was created. */
  now(): number {
    return Math.max(0, performance.now() + this.#offset);
  }

  /** Whole seconds since then, so that a view that counts redraws once a second. */
  get second(): ReadonlySignal<number> {
    return this.#second;
  }

  #tick(): void {
    this.#second.value = Math.floor(this.now() / 1_000);
  }
}

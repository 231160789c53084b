/** The session's time on this page, without trusting the page's own clock. */
import { signal, type ReadonlySignal } from '@preact/signals-core';

export class SessionClock {
  #offset = 0;
  readonly #second = signal(0);

  /** The server's `t` as of now. */
  set(t: number): void {
    this.#offset = t - performance.now();
    this.#second.value = Math.floor(t / 1000);
  }

  /** Milliseconds since the session was created. */
  now(): number {
    return Math.max(0, performance.now() + this.#offset);
  }

  /** Whole seconds since then; changes with the server's ping, so that a view that counts redraws once a second. */
  get second(): ReadonlySignal<number> {
    return this.#second;
  }
}

/** Lets at most one thing through per interval, and always the last one: what a 1000 Hz mouse says is not all worth sending. */
export class Pace<T> {
  readonly #everyMs: number;
  readonly #pass: (value: T) => void;
  #last = Number.NEGATIVE_INFINITY;
  #waiting: { readonly value: T } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(everyMs: number, pass: (value: T) => void) {
    this.#everyMs = everyMs;
    this.#pass = pass;
  }

  /** Takes a value; it passes now, or as soon as its turn has come unless a newer one replaces it. */
  handle(value: T): void {
    const wait = this.#last + this.#everyMs - performance.now();
    this.#waiting = { value };
    if (wait <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Lets the waiting value through at once. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#waiting) return;
    const { value } = this.#waiting;
    this.#waiting = null;
    this.#last = performance.now();
    this.#pass(value);
  }

  /** Forgets the waiting value. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = null;
  }
}

/** The pictures of one session: each is fetched once, a few are kept. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Fault, Result } from '../../shared/api';

export type Loaded = { readonly name: 'loading' } | { readonly name: 'shown'; readonly url: string } | { readonly name: 'failed'; readonly code: Fault };

/** Pictures kept at once: at 400 KiB each, some 20 MiB. */
const KEPT = 50;

export class Stills {
  readonly #fetch: (still: string) => Promise<Result<Blob>>;
  readonly #known = new Map<string, Signal<Loaded>>();

  constructor(fetch: (still: string) => Promise<Result<Blob>>) {
    this.#fetch = fetch;
  }

  /** The picture, as far as it has come. Asking for it fetches it. */
  get(still: string): ReadonlySignal<Loaded> {
    const known = this.#known.get(still);
    if (known) {
      // Asked for last, thrown away last.
      this.#known.delete(still);
      this.#known.set(still, known);
      return known;
    }
    const loaded = signal<Loaded>({ name: 'loading' });
    this.#known.set(still, loaded);
    void this.#load(still, loaded);
    this.#forget();
    return loaded;
  }

  /** Tries a failed one again. */
  again(still: string): void {
    const known = this.#known.get(still);
    if (known?.peek().name !== 'failed') return;
    known.value = { name: 'loading' };
    void this.#load(still, known);
  }

  /** Gives the memory of all of them back. */
  dispose(): void {
    for (const still of this.#known.keys()) this.#drop(still);
  }

  async #load(still: string, into: Signal<Loaded>): Promise<void> {
    const answer = await this.#fetch(still);
    if (!this.#known.has(still)) return;
    into.value = answer.ok ? { name: 'shown', url: URL.createObjectURL(answer.value) } : { name: 'failed', code: answer.code };
  }

  #forget(): void {
    for (const still of this.#known.keys()) {
      if (this.#known.size <= KEPT) return;
      this.#drop(still);
    }
  }

  #drop(still: string): void {
    const loaded = this.#known.get(still)?.peek();
    if (loaded?.name === 'shown') URL.revokeObjectURL(loaded.url);
    this.#known.delete(still);
  }
}

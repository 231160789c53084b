/** The session's stills as pictures that the page can show: fetched once, with the person's token, and kept as long as the session is open. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { getBlob } from '../../shared/api';
import type { Auth } from '../../shared/staff/auth';

export type StillPicture = { readonly name: 'loading' } | { readonly name: 'there'; readonly url: string } | { readonly name: 'missing' };

/** Pictures that are kept in memory at once, ≤ 400 KiB each. More is a strip that nobody scrolls. */
const KEPT = 60;

export class Stills {
  readonly #session: string;
  readonly #auth: Auth;
  readonly #pictures = new Map<string, Signal<StillPicture>>();

  constructor(session: string, auth: Auth) {
    this.#session = session;
    this.#auth = auth;
  }

  /** A still's picture, which is fetched when it is first asked for. */
  picture(still: string): ReadonlySignal<StillPicture> {
    const known = this.#pictures.get(still);
    if (known) return known;
    const made = this.#add(still, { name: 'loading' });
    void this.#fetch(still, made);
    return made;
  }

  /** A picture that this page made itself. */
  handleOwn(still: string, blob: Blob): void {
    this.#add(still, { name: 'there', url: URL.createObjectURL(blob) });
  }

  /** Asks again for one that could not be had. */
  retry(still: string): void {
    const known = this.#pictures.get(still);
    if (known?.peek().name !== 'missing') return;
    known.value = { name: 'loading' };
    void this.#fetch(still, known);
  }

  dispose(): void {
    for (const picture of this.#pictures.values()) release(picture.peek());
    this.#pictures.clear();
  }

  #add(still: string, picture: StillPicture): Signal<StillPicture> {
    const made = signal<StillPicture>(picture);
    this.#pictures.set(still, made);
    const [oldest] = this.#pictures.keys();
    if (this.#pictures.size > KEPT && oldest !== undefined) {
      release(this.#pictures.get(oldest)?.peek());
      this.#pictures.delete(oldest);
    }
    return made;
  }

  async #fetch(still: string, into: Signal<StillPicture>): Promise<void> {
    const answer = await this.#auth.call((token) => getBlob(`/api/sessions/${this.#session}/stills/${still}`, token));
    into.value = answer.ok ? { name: 'there', url: URL.createObjectURL(answer.value) } : { name: 'missing' };
  }
}

function release(picture: StillPicture | undefined): void {
  if (picture?.name === 'there') URL.revokeObjectURL(picture.url);
}

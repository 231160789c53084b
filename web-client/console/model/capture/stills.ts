/** The session's stills as pictures that the page can show: fetched once, with the person's token, and kept as long as the session is open. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { getBlob, PASSING } from '../../../shared/api';
import type { Auth } from '../../../shared/staff/auth';

export type StillPicture = { readonly name: 'loading' } | { readonly name: 'there'; readonly url: string } | { readonly name: 'missing' };

/** Pictures that are kept in memory at once, ≤ 400 KiB each. More is a strip that nobody scrolls. */
const KEPT = 60;

/** How long to wait before a picture is asked for again that the network or the server was not there for, ms. */
export const RETRY_MS = 5_000;

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

  /** A picture that this page made itself. Its event may have come first, and a view may wait for it already. */
  handleOwn(still: string, blob: Blob): void {
    const known = this.#pictures.get(still) ?? this.#add(still, { name: 'loading' });
    if (known.peek().name !== 'there') known.value = { name: 'there', url: URL.createObjectURL(blob) };
  }

  /** Asks at once for one that could not be had. */
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
    const isForgotten = () => this.#pictures.get(still) !== into;
    if (isForgotten() || into.peek().name === 'there') return;
    if (answer.ok) {
      into.value = { name: 'there', url: URL.createObjectURL(answer.value) };
      return;
    }
    const missing: StillPicture = { name: 'missing' };
    into.value = missing;
    // A curtain is opened again, and then the page shows what was kept before.
    if (!PASSING.has(answer.code) && answer.code !== 'curtain_drawn') return;
    setTimeout(() => {
      // The person may have asked meanwhile.
      if (!isForgotten() && into.peek() === missing) void this.#fetch(still, into);
    }, RETRY_MS);
  }
}

function release(picture: StillPicture | undefined): void {
  if (picture?.name === 'there') URL.revokeObjectURL(picture.url);
}

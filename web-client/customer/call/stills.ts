/** Stills of this session: sending one, and showing one that the log cites. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals-core';
import { getBlob, PASSING, postBytes } from '../../shared/api';
import { newId } from '../../shared/ids';
import type { Still } from '../../shared/jpeg';
import type { StillPosted, StillReason } from '../../shared/wire/wire';
import type { CustomerSession } from '../session';

/** A still on its way: asked for, not to be had, or here as an address that an <img> can show. */
type Shown = string | 'loading' | 'missing';

/** How long to wait before a still is asked for again that the network or the server was not there for, ms. */
const RETRY_MS = 5_000;

export class Stills {
  readonly #session: CustomerSession;
  readonly #shown = new Map<string, ReadonlySignal<Shown>>();
  #closed = false;

  constructor(session: CustomerSession) {
    this.#session = session;
  }

  /** Stores a still and gives its id; `null` where that failed. */
  async post(still: Still, reason: StillReason, id = newId()): Promise<string | null> {
    const epoch = this.#session.view.peek()?.picture.epoch ?? 0;
    const query = new URLSearchParams({ still: id, reason, epoch: `${epoch}` });
    const result = await postBytes<StillPosted>(`/api/sessions/${this.#session.id}/stills?${query}`, still.jpeg, this.#session.token);
    return result.ok ? result.value.still : null;
  }

  /** The address of a stored still; fetched at first sight. */
  show(id: string): ReadonlySignal<Shown> {
    const known = this.#shown.get(id);
    if (known) return known;
    const address = signal<Shown>('loading');
    this.#shown.set(id, address);
    void this.#fetch(id, address);
    return address;
  }

  async #fetch(id: string, address: Signal<Shown>): Promise<void> {
    const result = await getBlob(`/api/sessions/${this.#session.id}/stills/${id}`, this.#session.token);
    if (this.#closed) return;
    address.value = result.ok ? URL.createObjectURL(result.value) : 'missing';
    // A cut, or a server that restarts, is no reason never to ask again; a refusal is.
    if (!result.ok && PASSING.has(result.code)) setTimeout(() => this.#closed || void this.#fetch(id, address), RETRY_MS);
  }

  /** Frees what was fetched. */
  close(): void {
    this.#closed = true;
    for (const { value } of this.#shown.values()) if (value.startsWith('blob:')) URL.revokeObjectURL(value);
    this.#shown.clear();
  }
}

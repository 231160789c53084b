/** What is asked before anything of the customer's is shown or said: the person, by the browser, for a device; the session, for consent. */
import { effect, signal, type Signal } from '@preact/signals-core';
import { isInCall } from '../../shared/state';
import type { CustomerCommand, Scope } from '../../shared/wire/wire';
import type { CustomerSession } from '../session';
import type { Refusal } from './devices';

/** What the page waits for: the person's answer to the browser, or a picture on its way. */
export type Busy = 'asking' | 'sending';

export class Asking {
  readonly busy = signal<Busy | null>(null);
  readonly #session: CustomerSession;
  /** Every track that the browser gave, so that none stays open whatever it waits for: a server that is out of reach answers nothing. */
  readonly #given = new Set<MediaStreamTrack>();
  #closed = false;

  constructor(session: CustomerSession) {
    this.#session = session;
  }

  /** Runs a question of the browser's to the person; a refusal becomes the `fault`. */
  async device<F extends string>(open: () => Promise<MediaStreamTrack | Refusal>, fault: Signal<F | Refusal | null>): Promise<MediaStreamTrack | null> {
    fault.value = null;
    this.busy.value = 'asking';
    const opened = await open();
    this.busy.value = null;
    if (typeof opened === 'string') {
      fault.value = opened;
      return null;
    }
    this.#given.add(opened);
    return opened;
  }

  /** Has the session agree to a scope, once the help has begun. Says whether it is agreed to. */
  async grant(scope: Scope): Promise<boolean> {
    await inCall(this.#session);
    if (this.#closed) return false;
    if (this.#session.view.peek()?.consent[scope]) return true;
    return this.tell({ do: 'grant', scope });
  }

  /** Tells the session. Says whether it took it, and the page still has a use for that. */
  async tell(command: CustomerCommand): Promise<boolean> {
    const { ok } = await this.#session.do(command);
    return ok && !this.#closed;
  }

  /** Lets go of every track that the browser gave. */
  close(): void {
    this.#closed = true;
    for (const track of this.#given) track.stop();
  }
}

/** Resolves once the help has begun, or can't any more. */
export function inCall(session: CustomerSession): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      const state = session.view.value?.state;
      if (!(state && isInCall(state)) && !session.isDone.value) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}

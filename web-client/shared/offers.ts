/** Offers of a peer connection and their answers, over the session's socket (RFC 3264). A cut loses an offer; the caller makes a new one. */
import type { SessionSocket } from './socket';
import type { CustomerView, ErrorCode, ServerMessage } from './wire/wire';

/** What became of an offer. `restarting` when the connection was cut before the answer. */
export type OfferOutcome = { readonly ok: true; readonly sdp: string } | { readonly ok: false; readonly code: ErrorCode };

export class Offers {
  readonly #socket: Pick<SessionSocket<unknown, CustomerView>, 'link' | 'sendNow'>;
  readonly #pending = new Map<number, (outcome: OfferOutcome) => void>();
  #id = 0;

  constructor(socket: Pick<SessionSocket<unknown, CustomerView>, 'link' | 'sendNow'>) {
    this.#socket = socket;
    socket.link.subscribe(({ name }) => {
      if (name !== 'open') this.#settleAll(name === 'ended' ? 'session_over' : 'restarting');
    });
  }

  /** Sends an offer, and resolves with its answer. */
  offer(sdp: string): Promise<OfferOutcome> {
    const id = (this.#id += 1);
    if (!this.#socket.sendNow({ type: 'offer', id, sdp })) return Promise.resolve({ ok: false, code: 'restarting' });
    return new Promise((settle) => this.#pending.set(id, settle));
  }

  /** Takes what the server says; anything but an answer to an offer is left alone. */
  handleMessage(message: ServerMessage): void {
    if (message.type === 'answer') this.#settle(message.id, { ok: true, sdp: message.sdp });
    if (message.type === 'offer_refused') this.#settle(message.id, { ok: false, code: message.code });
  }

  #settleAll(code: ErrorCode): void {
    // A map may lose the entry that is being visited.
    for (const id of this.#pending.keys()) this.#settle(id, { ok: false, code });
  }

  #settle(id: number, outcome: OfferOutcome): void {
    this.#pending.get(id)?.(outcome);
    this.#pending.delete(id);
  }
}

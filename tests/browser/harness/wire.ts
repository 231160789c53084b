/** What a page was told and what it asked for, read from its WebSockets: every message, with the time it came. */
import type { Page } from 'playwright-core';
import type { Envelope, ServerMessage } from '../../../web-client/shared/wire/wire';

export class Wire {
  /** Every message from the server, in order. */
  readonly messages: { readonly at: number; readonly message: ServerMessage }[] = [];
  /** Every event that the page was shown, by `seq`. */
  readonly events = new Map<number, Envelope>();

  constructor(page: Page) {
    page.on('websocket', (socket) => {
      if (!socket.url().includes('/session')) return;
      socket.on('framereceived', ({ payload }) => {
        if (typeof payload === 'string') this.#receive(JSON.parse(payload) as ServerMessage);
      });
    });
  }

  #receive(message: ServerMessage): void {
    this.messages.push({ at: Date.now(), message });
    if (message.type !== 'events') return;
    for (const event of message.events) this.events.set(event.seq, event);
  }

  /** Events of one type that the page was shown. */
  of<T extends Envelope['type']>(type: T): Extract<Envelope, { type: T }>[] {
    return [...this.events.values()].filter((event): event is Extract<Envelope, { type: T }> => event.type === type);
  }
}

/**
 * A page's conversation with its session: the view of the session as events arrive, and commands that survive a cut. Reconnecting is
 * `connection.ts`, offers are `offers.ts`; what the messages mean is the protocol crate's documentation.
 */
import { batch, signal, type ReadonlySignal } from '@preact/signals-core';
import { SessionClock } from './clock';
import { Connection, type Link } from './connection';
import { fold } from './fold';
import { newId } from './ids';
import type { CustomerView, Envelope, ErrorCode, FromCustomer, ServerMessage } from './wire/wire';

/** Why a page has no session any more. */
export type End =
  /** A newer tab of the same person took this one's place. */
  | { readonly name: 'replaced' }
  /** Somebody else is the session's supervisor now. */
  | { readonly name: 'taken_over' }
  | { readonly name: 'over' }
  /** The server does not take this page, and why. */
  | { readonly name: 'refused'; readonly code: ErrorCode };

/** What became of a command. */
export type Outcome = { readonly ok: true; readonly seq: number } | { readonly ok: false; readonly code: ErrorCode };

/** The server's word on this page, from its latest welcome. */
export type Welcome = Extract<ServerMessage, { type: 'welcome' }>;

export type SocketOptions = {
  readonly path: string;
  /** The token that opens the session, asked for anew at each connection. */
  readonly token: () => string;
  /** Called at each welcome, before commands are sent again. */
  readonly onWelcome?: (welcome: Welcome) => void;
  /** Messages that are neither state nor answers to commands: answers to offers, wanted snapshots, pings, the other side's quality, problems. */
  readonly onMessage?: (message: ServerMessage) => void;
  readonly onBytes?: (bytes: ArrayBuffer) => void;
  /** Called with new events in the same batch as the view that they change, for what the fold forgets: who caused them. */
  readonly onEvents?: (events: readonly Envelope[]) => void;
  /** The token was not taken. Where this is given it gets a new one, and the socket comes back with it; else the page has lost its session. */
  readonly onTokenRefused?: () => void;
};

/** Commands that may wait for a connection. A person makes a few a minute; more is a fault in the page. */
const QUEUE = 200;
const WIRE_VERSION = 1;

type Pending<Command> = { readonly dseq: number; readonly command: Command; readonly settle: (outcome: Outcome) => void };

/** What a page of one role can say, and what it may know. */
export class SessionSocket<Command, View extends CustomerView> {
  readonly #options: SocketOptions;
  readonly #connection: Connection<ServerMessage, End>;
  readonly #view = signal<View | null>(null);
  readonly #queue: Pending<Command>[] = [];
  #welcomed: Welcome | null = null;
  #dseq = 0;
  /** This page, among all of the same person. */
  readonly tab = newId();
  /** Session time, by the server's clock. */
  readonly clock = new SessionClock();

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#connection = new Connection<ServerMessage, End>({
      path: options.path,
      hello: () => ({ type: 'hello', v: WIRE_VERSION, token: options.token(), tab: this.tab, have: this.#view.peek()?.seq ?? null }),
      receive: (message) => this.#receive(message),
      receiveBytes: (bytes) => options.onBytes?.(bytes),
    });
  }

  get link(): ReadonlySignal<Link<End>> {
    return this.#connection.link;
  }

  /** Everything that this page may know of the session; `null` until the first welcome. */
  get view(): ReadonlySignal<View | null> {
    return this.#view;
  }

  /** The server's latest welcome; `null` before the first. */
  get welcome(): Welcome | null {
    return this.#welcomed;
  }

  /** The number of the newest command, which its events will cite. */
  get dseq(): number {
    return this.#dseq;
  }

  open(): void {
    this.#connection.open();
  }

  close(): void {
    this.#connection.end({ name: 'over' });
  }

  /** Asks for something. It is sent until the server has answered it, across any number of cuts, and done once. */
  do(command: Command): Promise<Outcome> {
    if (this.link.peek().name === 'ended') return Promise.resolve({ ok: false, code: 'session_over' });
    if (this.#queue.length >= QUEUE) return Promise.resolve({ ok: false, code: 'too_many' });
    return new Promise((settle) => {
      this.#dseq += 1;
      const pending = { dseq: this.#dseq, command, settle };
      this.#queue.push(pending);
      if (this.link.peek().name === 'open') this.#send(pending);
    });
  }

  /** Sends what is worthless later: offers, and how the page's connection does. Says whether it was sent. */
  sendNow(message: Extract<FromCustomer, { type: 'offer' | 'quality' }>): boolean {
    return this.link.peek().name === 'open' && this.#connection.send(message);
  }

  sendBytes(bytes: ArrayBuffer): void {
    this.#connection.sendBytes(bytes);
  }

  #send({ dseq, command }: Pending<Command>): void {
    this.#connection.send({ type: 'do', dseq, command });
  }

  #receive(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        return this.#welcome(message);
      case 'events': {
        const view = this.#view.peek();
        if (!view) return;
        return batch(() => {
          this.#view.value = message.events.reduce<View>(fold, view);
          this.#options.onEvents?.(message.events);
        });
      }
      case 'done':
        return this.#settle(message.dseq, { ok: true, seq: message.seq });
      case 'refused':
        return this.#settle(message.dseq, { ok: false, code: message.code });
      case 'ping':
        this.clock.set(message.now_t);
        this.#connection.send({ type: 'pong', n: message.n });
        return this.#options.onMessage?.(message);
      case 'restarting':
        return this.#connection.handleRestarting(message.reconnect_in_ms, message.try_for_ms);
      case 'replaced':
      case 'taken_over':
      case 'over':
        return this.#end({ name: message.type });
      case 'problem':
        if (message.code === 'unauthenticated' && this.#options.onTokenRefused) return this.#options.onTokenRefused();
        if (message.closing && !passes(message.code)) return this.#end({ name: 'refused', code: message.code });
        return this.#options.onMessage?.(message);
      case 'quality':
      case 'snapshot_wanted':
      case 'answer':
      case 'offer_refused':
        return this.#options.onMessage?.(message);
    }
  }

  #welcome(welcome: Welcome): void {
    this.#welcomed = welcome;
    batch(() => {
      this.clock.set(welcome.now_t);
      // The server tells each role its own view.
      if (welcome.view) this.#view.value = welcome.view as View;
      this.#connection.handleWelcome();
    });
    this.#options.onWelcome?.(welcome);
    // Done or refused before the cut, or never heard: the server does each once, and says what became of it.
    for (const pending of this.#queue) this.#send(pending);
  }

  #settle(dseq: number, outcome: Outcome): void {
    const at = this.#queue.findIndex((pending) => pending.dseq === dseq);
    const [pending] = at < 0 ? [] : this.#queue.splice(at, 1);
    pending?.settle(outcome);
  }

  #end(why: End): void {
    this.#connection.end(why);
    for (const pending of this.#queue.splice(0)) pending.settle({ ok: false, code: 'session_over' });
  }
}

/** Whether a closing problem will pass by itself, so that it is worth coming back. */
function passes(code: ErrorCode): boolean {
  return code === 'restarting' || code === 'internal' || code === 'store_unavailable' || code === 'too_many';
}

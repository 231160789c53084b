/** The desk: the list of sessions as it changes, and what is done from it. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { postAs, type Fault } from '../../shared/api';
import { Connection, type Link } from '../../shared/connection';
import type { Auth } from '../../shared/staff/auth';
import type { Invite, NewSession, SessionCreated, SessionSummary, ToDesk } from '../../shared/wire/wire';
import { applied } from './desk-list';

/** An invite and the moment it ends, epoch ms. It is told once, so it lives in this page's memory alone. */
export type Invited = Invite & { readonly until: number };

export class Desk {
  readonly #auth: Auth;
  readonly #connection: Connection<ToDesk, 'signed_out'>;
  readonly #sessions = signal<readonly SessionSummary[] | null>(null);
  readonly #invites = signal<ReadonlyMap<string, Invited>>(new Map());

  constructor(auth: Auth) {
    this.#auth = auth;
    this.#connection = new Connection<ToDesk, 'signed_out'>({
      path: '/ws/desk',
      hello: () => ({ type: 'hello', token: auth.token }),
      receive: (message) => this.#receive(message),
    });
  }

  get link(): ReadonlySignal<Link<'signed_out'>> {
    return this.#connection.link;
  }

  /** Sessions that are not over; `null` until the first list has come. */
  get sessions(): ReadonlySignal<readonly SessionSummary[] | null> {
    return this.#sessions;
  }

  /** Invites that this page made, by session. */
  get invites(): ReadonlySignal<ReadonlyMap<string, Invited>> {
    return this.#invites;
  }

  open(): void {
    this.#connection.open();
  }

  close(): void {
    this.#connection.end('signed_out');
  }

  /** Opens a session with its invite; answers its id, or the fault. */
  async create(session: NewSession): Promise<{ readonly id: string } | { readonly fault: Fault }> {
    const answer = await this.#auth.call((token) => postAs<SessionCreated>('/api/sessions', session, token));
    if (!answer.ok) return { fault: answer.code };
    this.#keep(answer.value.session, answer.value.invite);
    return { id: answer.value.session };
  }

  /** Makes a new link and code; the old ones are void. Answers the fault, if there was one. */
  async invite(session: string): Promise<Fault | null> {
    const answer = await this.#auth.call((token) => postAs<Invite>(`/api/sessions/${session}/invite`, {}, token));
    if (!answer.ok) return answer.code;
    this.#keep(session, answer.value);
    return null;
  }

  /** Takes a session whose supervisor is away. Answers the fault, if there was one. */
  async takeOver(session: string): Promise<Fault | null> {
    const answer = await this.#auth.call((token) => postAs(`/api/sessions/${session}/take-over`, {}, token));
    return answer.ok ? null : answer.code;
  }

  #keep(session: string, invite: Invite): void {
    this.#invites.value = new Map(this.#invites.peek()).set(session, { ...invite, until: Date.now() + invite.expires_in_ms });
  }

  #receive(message: ToDesk): void {
    switch (message.type) {
      case 'sessions':
        this.#connection.handleWelcome();
        break;
      case 'ping':
        this.#connection.send({ type: 'pong', n: message.n });
        return;
      case 'restarting':
        return this.#connection.handleRestarting(message.reconnect_in_ms, message.try_for_ms);
      case 'problem':
        // The server closes after this; the next try comes with the token of then.
        if (message.code === 'unauthenticated') void this.#auth.renew();
        return;
      case 'changed':
      case 'gone':
        break;
    }
    this.#sessions.value = applied(this.#sessions.peek() ?? [], message);
  }
}

/**
 * Who of the staff is signed in. The refresh token is a cookie that no script can read; the short access token lives in
 * this page's memory alone and is renewed before it ends.
 */
import { signal, type ReadonlySignal } from '@preact/signals-core';
import { post, type Fault, type Result } from '../api';
import type { StaffRole } from '../wire/wire';

/** Who is signed in; what `GET /api/me` says. */
export type User = {
  readonly id: string;
  readonly name: string;
  readonly display_name: string;
  readonly role: StaffRole;
  readonly language: string;
};

export type SignIn =
  /** Asking the server whether this browser is signed in. */
  | { readonly name: 'starting' }
  /** The server was not reached; tries go on. */
  | { readonly name: 'offline' }
  /** Nobody; `ended` when a sign-in has just run out under the person's hands. */
  | { readonly name: 'out'; readonly ended: boolean }
  | { readonly name: 'in'; readonly user: User };

type Granted = { readonly access_token: string; readonly expires_in_s: number; readonly me: User };

/** The share of a token's life after which it is renewed: early enough for a slow network, late enough to be rare. */
const RENEW_AT = 0.6;
/** Between two tries to reach the server, ms. */
const RETRY_MS = 3_000;

export class Auth {
  readonly #state = signal<SignIn>({ name: 'starting' });
  #token = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewing: Promise<boolean> | null = null;

  get state(): ReadonlySignal<SignIn> {
    return this.#state;
  }

  /** Finds out whether this browser is signed in, and watches over the token from then on. */
  start(): void {
    void this.renew();
  }

  /** Signs in; answers the fault, if there was one. */
  async signIn(name: string, password: string): Promise<Fault | null> {
    const granted = await post<Granted>('/api/auth/login', { name, password });
    if (!granted.ok) return granted.code;
    this.#take(granted.value);
    return null;
  }

  async signOut(): Promise<void> {
    await post('/api/auth/logout', {}, this.#token);
    this.#leave(false);
  }

  /** A request in the person's name. A token that has run out is renewed once. */
  async call<T>(send: (token: string) => Promise<Result<T>>): Promise<Result<T>> {
    const answer = await send(this.#token);
    if (answer.ok || answer.code !== 'unauthenticated' || !(await this.renew())) return answer;
    return send(this.#token);
  }

  /** Gets a fresh token. Says whether somebody is signed in; several callers share one request, because a refresh token is good once. */
  renew(): Promise<boolean> {
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #renew(): Promise<boolean> {
    const granted = await post<Granted>('/api/auth/refresh', {});
    if (granted.ok) {
      this.#take(granted.value);
      return true;
    }
    const was = this.#state.peek().name;
    if (granted.code === 'unauthenticated') this.#leave(was === 'in');
    else {
      // Somebody who was signed in stays so while the server is away: what they read is on their screen already.
      if (was !== 'in') this.#state.value = { name: 'offline' };
      this.#renewIn(RETRY_MS);
    }
    return false;
  }

  #take({ access_token, expires_in_s, me: user }: Granted): void {
    this.#token = access_token;
    this.#renewIn(expires_in_s * 1_000 * RENEW_AT);
    const state = this.#state.peek();
    // The same person again is no change that a view should be drawn for.
    if (state.name !== 'in' || state.user.id !== user.id) this.#state.value = { name: 'in', user };
  }

  #leave(ended: boolean): void {
    clearTimeout(this.#timer);
    this.#token = '';
    this.#state.value = { name: 'out', ended };
  }

  #renewIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.renew(), ms);
  }
}

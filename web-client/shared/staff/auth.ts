/**
 * Who of the staff is signed in. The refresh token is a cookie that no script can read; the short access token lives in
 * this page's memory alone and is renewed before it ends.
 */
import { signal, type ReadonlySignal } from '@preact/signals-core';
import { post, postAs, type Fault, type Result } from '../api';
import type { Me, SignedIn } from '../wire/wire';

export type SignInState =
  /** Asking the server whether this browser is signed in. */
  | { readonly name: 'starting' }
  /** The server was not reached; tries go on. */
  | { readonly name: 'offline' }
  /** Nobody; `ended` when a sign-in has just run out under the person's hands. */
  | { readonly name: 'out'; readonly ended: boolean }
  | { readonly name: 'in'; readonly user: Me };

/** The share of a token's life after which it is renewed: early enough for a slow network, late enough to be rare. */
const RENEW_AT = 0.6;
/** Between two tries to reach the server, ms. */
const RETRY_MS = 3_000;

export class Auth {
  readonly #state = signal<SignInState>({ name: 'starting' });
  #token = '';
  /** When the token is to be renewed, epoch ms. */
  #renewAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewing: Promise<boolean> | null = null;

  constructor() {
    // Timers stand still while a lid is closed: what ran out meanwhile is renewed before anything else.
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && this.#state.peek().name === 'in' && Date.now() > this.#renewAt) void this.renew();
    });
  }

  get state(): ReadonlySignal<SignInState> {
    return this.#state;
  }

  /** The newest access token. */
  get token(): string {
    return this.#token;
  }

  /** Finds out whether this browser is signed in, and watches over the token from then on. */
  start(): void {
    void this.renew();
  }

  /** Signs in; answers the fault, if there was one. */
  signIn(name: string, password: string): Promise<Fault | null> {
    return this.#enter('/api/auth/login', { name, password });
  }

  /** Uses a one-time link and sets the password; answers the fault, if there was one. */
  useLink(token: string, password: string): Promise<Fault | null> {
    return this.#enter('/api/auth/link', { token, password });
  }

  /** Signs out; answers the fault that kept the person in: as long as the server has not heard of it, the cookie signs in again. */
  async signOut(): Promise<Fault | null> {
    const answer = await postAs('/api/auth/logout', {}, this.#token);
    if (!answer.ok) return answer.code;
    this.#leave(false);
    return null;
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

  async #enter(path: string, body: unknown): Promise<Fault | null> {
    const granted = await post<SignedIn>(path, body);
    if (!granted.ok) return granted.code;
    this.#take(granted.value);
    return null;
  }

  async #renew(): Promise<boolean> {
    // A browser that was never signed in has nothing to renew: that is no fault, and its answer is empty.
    const granted = await post<SignedIn | undefined>('/api/auth/refresh', {});
    if (granted.ok && granted.value) {
      this.#take(granted.value);
      return true;
    }
    const was = this.#state.peek().name;
    if (granted.ok || granted.code === 'unauthenticated') this.#leave(was === 'in');
    else {
      // Somebody who was signed in stays so while the server is away: what they read is on their screen already.
      if (was !== 'in') this.#state.value = { name: 'offline' };
      this.#renewIn(RETRY_MS);
    }
    return false;
  }

  #take({ access_token, expires_in_s, me: user }: SignedIn): void {
    this.#token = access_token;
    const left = expires_in_s * 1_000 * RENEW_AT;
    this.#renewAt = Date.now() + left;
    this.#renewIn(left);
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

/**
 * Who is signed in. The refresh token is a cookie that no script can read; the short access token lives in this page's
 * memory alone and is renewed before it ends.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import { request, type Fault, type Request, type Result } from '../http';
import type { StaffRole } from '../../shared/wire/wire';

export type User = {
  readonly id: string;
  readonly name: string;
  readonly display_name: string;
  readonly role: StaffRole;
};

export type SignIn =
  /** Asking the server whether this browser is signed in. */
  | { readonly name: 'starting' }
  /** The server can't be reached; tries go on. */
  | { readonly name: 'unreachable' }
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
  #goodUntil = 0;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  #renewing: Promise<boolean> | null = null;

  constructor() {
    // Timers stand still while a lid is closed: what ran out meanwhile is renewed before anything else.
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && this.#state.peek().name === 'in' && Date.now() > this.#goodUntil) void this.renew();
    });
  }

  get state(): ReadonlySignal<SignIn> {
    return this.#state;
  }

  /** The newest access token. */
  get token(): string {
    return this.#token;
  }

  /** Finds out whether this browser is signed in. */
  start(): void {
    void this.renew();
  }

  /** Signs in; answers the fault, if there was one. */
  signIn(name: string, password: string): Promise<Fault | null> {
    return this.#enter('/api/auth/login', { name, password });
  }

  /** Uses a one-time link and sets the password. */
  useLink(token: string, password: string): Promise<Fault | null> {
    return this.#enter('/api/auth/link', { token, password });
  }

  async signOut(): Promise<void> {
    await request({ method: 'POST', path: '/api/auth/logout', token: this.#token });
    this.#leave(false);
  }

  /** Gets a fresh token. Says whether the person is still signed in; several callers share one request. */
  renew(): Promise<boolean> {
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  /** A request in the person's name. A token that ran out is renewed once. */
  async call<T>(what: Omit<Request, 'token'>, send: (what: Request) => Promise<Result<T>> = request): Promise<Result<T>> {
    const answer = await send({ ...what, token: this.#token });
    if (answer.ok || answer.code !== 'unauthenticated' || !(await this.renew())) return answer;
    return send({ ...what, token: this.#token });
  }

  async #enter(path: string, json: unknown): Promise<Fault | null> {
    const answer = await request<Granted>({ method: 'POST', path, json });
    if (!answer.ok) return answer.code;
    this.#take(answer.value);
    return null;
  }

  async #renew(): Promise<boolean> {
    const answer = await request<Granted>({ method: 'POST', path: '/api/auth/refresh' });
    if (answer.ok) {
      this.#take(answer.value);
      return true;
    }
    const was = this.#state.peek().name;
    if (answer.code === 'unauthenticated') {
      this.#leave(was === 'in');
      return false;
    }
    if (was !== 'in') this.#state.value = { name: 'unreachable' };
    this.#later(RETRY_MS);
    return false;
  }

  #take({ access_token, expires_in_s, me: user }: Granted): void {
    this.#token = access_token;
    this.#goodUntil = Date.now() + expires_in_s * 1000 * RENEW_AT;
    this.#later(expires_in_s * 1000 * RENEW_AT);
    const state = this.#state.peek();
    // The same person again is no change that a view should be drawn for.
    if (state.name !== 'in' || state.user.id !== user.id) this.#state.value = { name: 'in', user };
  }

  #later(ms: number): void {
    clearTimeout(this.#renewal);
    this.#renewal = setTimeout(() => void this.renew(), ms);
  }

  #leave(ended: boolean): void {
    clearTimeout(this.#renewal);
    this.#token = '';
    this.#state.value = { name: 'out', ended };
  }
}

/** The sessions that match the filters, page by page. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Fault, Result } from '../../shared/api';
import type { ReviewList, SessionSummary } from '../../shared/wire/wire';
import type { Filters } from '../model/address';

export type ListState = {
  /** What was loaded; `null` before the first answer. */
  readonly sessions: readonly SessionSummary[] | null;
  readonly total: number;
  readonly next: string | null;
  /** What goes on: nothing, a new list, or one more page of this one. */
  readonly loading: 'no' | 'list' | 'more';
  readonly fault: { readonly of: 'list' | 'more'; readonly code: Fault } | null;
};

export type FetchPage = (filters: Filters, cursor: string | null) => Promise<Result<ReviewList>>;

export class SessionList {
  readonly #fetch: FetchPage;
  readonly #state = signal<ListState>({ sessions: null, total: 0, next: null, loading: 'no', fault: null });
  /** Answers to anything but the newest question are dropped. */
  #asked = 0;

  constructor(fetch: FetchPage) {
    this.#fetch = fetch;
  }

  get state(): ReadonlySignal<ListState> {
    return this.#state;
  }

  /** Loads the first page anew. What is there stays until the answer comes. */
  async load(filters: Filters): Promise<void> {
    const asked = ++this.#asked;
    this.#change({ loading: 'list', fault: null });
    const answer = await this.#fetch(filters, null);
    if (asked !== this.#asked) return;
    if (answer.ok) this.#change({ ...answer.value, loading: 'no' });
    else this.#change({ sessions: null, total: 0, next: null, loading: 'no', fault: { of: 'list', code: answer.code } });
  }

  /** Loads one more page behind those that are there. */
  async more(filters: Filters): Promise<void> {
    const { next, loading, sessions } = this.#state.peek();
    if (next === null || loading !== 'no' || sessions === null) return;
    const asked = ++this.#asked;
    this.#change({ loading: 'more', fault: null });
    const answer = await this.#fetch(filters, next);
    if (asked !== this.#asked) return;
    if (!answer.ok) return this.#change({ loading: 'no', fault: { of: 'more', code: answer.code } });
    const known = new Set(sessions.map((one) => one.session));
    const fresh = answer.value.sessions.filter((one) => !known.has(one.session));
    this.#change({ sessions: [...sessions, ...fresh], total: answer.value.total, next: answer.value.next, loading: 'no' });
  }

  #change(change: Partial<ListState>): void {
    this.#state.value = { ...this.#state.peek(), ...change };
  }
}

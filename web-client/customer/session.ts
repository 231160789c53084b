/** The customer's side of one session: what is known, what was answered here already, and what can be asked for. */
import { computed, effect, signal } from '@preact/signals-core';
import { firstName } from '../shared/i18n/format';
import { SessionSocket, type Outcome } from '../shared/socket';
import type { CustomerCommand, Scope, ServerMessage, SessionView, State, Step } from '../shared/wire/wire';
import { dropTicket, keepTicket, readTicket, type Ticket } from './ticket';

/** What is loaded after the page has begun: media, alerts and the views that are not needed at once. */
export type Later = typeof import('./later/later');

export type Answer = 'done' | 'stuck';

/** A cut shorter than this is not worth a word, ms: most mend themselves. */
const QUIET_MS = 2_000;

export class CustomerSession {
  readonly socket: SessionSocket<CustomerCommand>;
  /** Answers that were pressed here; the server may not know them yet. */
  readonly answers = signal<ReadonlyMap<string, Answer>>(new Map());
  /** The curtain was drawn here; it counts from the press on, whatever the server knows. */
  readonly hiding = signal(false);
  /** The last thing that the server refused to do. */
  readonly refused = signal(false);
  readonly later = signal<Later | null>(null);
  /** What arrives beside state and answers. `later/conduct.ts` listens. */
  onMessage: (message: ServerMessage) => void = () => undefined;
  onBytes: (bytes: ArrayBuffer) => void = () => undefined;
  readonly #ticket: Ticket;
  readonly #lost = signal(false);

  constructor(ticket: Ticket) {
    this.#ticket = ticket;
    this.socket = new SessionSocket<CustomerCommand>({
      path: `/ws/session/${ticket.session}`,
      token: () => this.token,
      onWelcome: ({ resume }) => {
        if (resume !== null) keepTicket({ ...ticket, resume });
        void this.loadLater();
      },
      onMessage: (message) => this.onMessage(message),
      onBytes: (bytes) => this.onBytes(bytes),
    });
    effect(() => {
      if (this.isOver.value) dropTicket(ticket.session);
    });
    effect(() => {
      const away = this.socket.link.value.name === 'away';
      if (!away) this.#lost.value = false;
      const timer = setTimeout(() => {
        this.#lost.value = away;
      }, QUIET_MS);
      return () => clearTimeout(timer);
    });
  }

  readonly view = computed((): SessionView | null => this.socket.view.value);

  /** Full name of who helps. */
  readonly helper = computed(() => {
    const name = this.view.value?.supervisor_name;
    return name && 'clear' in name ? name.clear : this.#ticket.supervisor;
  });

  /** What the page calls who helps. */
  readonly name = computed(() => firstName(this.helper.value));

  /** The connection is gone for long enough to say so. */
  readonly isLost = computed(() => this.#lost.value && this.socket.link.value.name === 'away');

  /** The session can't go on. A page that was only replaced by a newer tab can. */
  readonly isOver = computed(() => {
    const link = this.socket.link.value;
    return (link.name === 'ended' && link.why.name !== 'replaced') || isOver(this.view.value?.state);
  });

  /** Nothing of the picture leaves this phone. */
  readonly isHidden = computed(() => this.hiding.value || this.view.value?.curtain.drawn === true);

  /** The step that counts: the newest that was not taken back. */
  readonly step = computed((): Step | null => this.view.value?.steps.findLast((step) => step.state !== 'withdrawn') ?? null);

  get id(): string {
    return this.#ticket.session;
  }

  /** What opens the session now: any tab may have got a newer token than this one. */
  get token(): string {
    const kept = readTicket();
    return kept?.session === this.#ticket.session ? kept.resume : this.#ticket.resume;
  }

  async loadLater(): Promise<void> {
    if (this.later.peek()) return;
    const later = await import('./later/later').catch(() => null); // The next welcome tries again.
    if (!later || this.later.peek()) return;
    await later.begin(this);
    this.later.value = later;
  }

  async do(command: CustomerCommand): Promise<Outcome> {
    const outcome = await this.socket.do(command);
    this.refused.value = !outcome.ok && outcome.code !== 'session_over';
    return outcome;
  }

  /** Resolves once the help has begun. */
  inCall(): Promise<void> {
    return new Promise((resolve) => {
      const stop = effect(() => {
        const name = this.view.value?.state.name;
        if (name === 'active' || name === 'held' || name === 'interrupted') queueMicrotask(() => stop());
        else return;
        resolve();
      });
    });
  }

  begin(scopes: Scope[]): Promise<Outcome> {
    return this.do({ do: 'begin', scopes });
  }

  /** Drawing acts at the press. Opening waits for the server: only it knows that nothing else speaks against it. */
  async curtain(drawn: boolean): Promise<void> {
    if (drawn) this.hiding.value = true;
    await this.do({ do: 'curtain', drawn });
    this.hiding.value = false;
  }

  async answer(step: string, answer: Answer): Promise<void> {
    this.answers.value = new Map(this.answers.peek()).set(step, answer);
    const outcome = await this.do(answer === 'done' ? { do: 'step_done', step } : { do: 'step_stuck', step });
    if (outcome.ok) return;
    const rest = new Map(this.answers.peek());
    rest.delete(step);
    this.answers.value = rest;
  }

  /** Ends it. The page needn't wait to hear that it was heard. */
  leave(): void {
    void this.do({ do: 'stop' });
  }
}

/** Whether nothing more can happen for the customer. */
function isOver(state: State | undefined): boolean {
  switch (state?.name) {
    case 'wrapping_up':
    case 'closed':
    case 'expired':
    case 'cancelled':
    case 'turned_away':
    case 'declined':
    case 'failed':
      return true;
    default:
      return false;
  }
}

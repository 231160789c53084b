/** The customer's side of one session: what is known, what was answered here already, and what can be asked for. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals-core';
import { firstName } from '../shared/format';
import { SessionSocket, type Outcome } from '../shared/socket';
import { isPastCall } from '../shared/state';
import type { CustomerCommand, CustomerView, Scope, ServerMessage, Step } from '../shared/wire/wire';
import { dropTicket, keepTicket, readTicket, type Ticket } from './ticket';

export type Answer = 'done' | 'stuck';

/** A cut shorter than this is not worth a word, ms: most mend themselves. */
export const QUIET_MS = 2_000;

export class CustomerSession {
  readonly socket: SessionSocket<CustomerCommand, CustomerView>;
  /** Answers that were pressed here; the server may not know them yet. `null` where it did not take one. */
  readonly answers = signal<ReadonlyMap<string, Answer | null>>(new Map());
  /** The curtain was drawn here; it counts from the press on, whatever the server knows. */
  readonly hiding = signal(false);
  /** The last thing that the server refused to do. */
  readonly refused = signal(false);
  /** The connection is gone for long enough to say so. */
  readonly isLost = signal(false);
  /** The person left here; it counts from the press on, whenever the server hears of it. */
  readonly left = signal(false);
  /** What arrives beside state and answers. `call/conduct.ts` listens. */
  onMessage: (message: ServerMessage) => void = () => undefined;
  onBytes: (bytes: ArrayBuffer) => void = () => undefined;
  #ticket: Ticket;

  constructor(ticket: Ticket) {
    this.#ticket = ticket;
    this.socket = new SessionSocket<CustomerCommand, CustomerView>({
      path: `/ws/session/${ticket.session}`,
      token: () => this.token,
      onWelcome: ({ resume }) => {
        if (resume !== null) this.#ticket = { ...ticket, resume };
        if (!this.left.peek()) keepTicket(this.#ticket);
      },
      onMessage: (message) => this.onMessage(message),
      onBytes: (bytes) => this.onBytes(bytes),
    });
    effect(() => {
      if (this.isOver.value) dropTicket(ticket.session);
    });
    effect(() => {
      const away = this.socket.link.value.name === 'away';
      if (!away) this.isLost.value = false;
      const timer = setTimeout(() => {
        this.isLost.value = away;
      }, QUIET_MS);
      return () => clearTimeout(timer);
    });
  }

  get view(): ReadonlySignal<CustomerView | null> {
    return this.socket.view;
  }

  /** Full name of who helps. */
  readonly helper = computed(() => {
    const name = this.view.value?.supervisor_name;
    return name && 'clear' in name ? name.clear : this.#ticket.supervisor;
  });

  /** What the page calls who helps. */
  readonly name = computed(() => firstName(this.helper.value));

  /** The session can't go on. A page that was only replaced by a newer tab can. */
  readonly isOver = computed(() => {
    const link = this.socket.link.value;
    const view = this.view.value;
    return this.left.value || (link.name === 'ended' && link.why.name !== 'replaced') || (view !== null && isPastCall(view.state));
  });

  /** This page has no part in the session any more, be it over or gone on in another tab. */
  readonly isDone = computed(() => this.isOver.value || this.socket.link.value.name === 'ended');

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

  async do(command: CustomerCommand): Promise<Outcome> {
    const outcome = await this.socket.do(command);
    this.refused.value = !outcome.ok && outcome.code !== 'session_over';
    return outcome;
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
    this.#noteAnswer(step, answer);
    const outcome = await this.do({ do: `step_${answer}`, step });
    if (!outcome.ok) this.#noteAnswer(step, null);
  }

  #noteAnswer(step: string, answer: Answer | null): void {
    this.answers.value = new Map(this.answers.peek()).set(step, answer);
  }

  /** Ends it. The page doesn't wait to hear that it was heard. */
  leave(): void {
    void this.do({ do: 'stop' });
    this.left.value = true;
  }
}

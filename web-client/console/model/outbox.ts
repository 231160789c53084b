/** Steps and messages on their way: shown at once, marked as waiting, and never lost to a refusal. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Envelope, SupervisorCommand } from '../../shared/wire/wire';
import type { Context } from './context';
import type { Place } from './refusals';

export type Waiting = { readonly dseq: number; readonly text: string };

export class Outbox {
  readonly #context: Context;
  readonly #place: Place;
  readonly #waiting = signal<readonly Waiting[]>([]);

  constructor(context: Context, place: Place) {
    this.#context = context;
    this.#place = place;
  }

  /** What was sent and not answered yet, oldest first. */
  get waiting(): ReadonlySignal<readonly Waiting[]> {
    return this.#waiting;
  }

  /** Sends; says whether it was taken, so that the composer can give a refused text back. */
  async send(text: string, command: SupervisorCommand): Promise<boolean> {
    const done = this.#context.socket.do(command);
    const { dseq } = this.#context.socket;
    this.#waiting.value = [...this.#waiting.peek(), { dseq, text }];
    const outcome = await done;
    this.#forget(dseq);
    this.#context.refusals.handle(this.#place, outcome);
    return outcome.ok;
  }

  /** Own words come back as events that cite this page and the command's number: they stand in the list then. */
  handleEvents(events: readonly Envelope[]): void {
    for (const { cause } of events) if (cause?.tab === this.#context.socket.tab) this.#forget(cause.dseq);
  }

  #forget(dseq: number): void {
    const left = this.#waiting.peek().filter((one) => one.dseq !== dseq);
    if (left.length < this.#waiting.peek().length) this.#waiting.value = left;
  }
}

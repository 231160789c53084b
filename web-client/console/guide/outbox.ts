/** Steps and messages on their way: shown at once, marked as waiting, and never lost to a refusal. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Context } from '../live/context';
import type { Place } from '../live/refusals';
import type { SupervisorCommand } from '../../shared/wire/wire';

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
    this.#waiting.value = this.#waiting.peek().filter((one) => one.dseq !== dseq);
    this.#context.refusals.handle(this.#place, outcome);
    return outcome.ok;
  }
}

/** What was refused, kept beside what it concerns until the same thing works or the person waves it off. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Fault } from '../../shared/request';

/** Where a refusal is shown. */
export type Place = 'door' | 'picture' | 'marks' | 'steps' | 'chat' | 'voice' | 'call' | 'invite';

type Faults = Readonly<Partial<Record<Place, Fault>>>;

export class Refusals {
  readonly #faults = signal<Faults>({});

  get faults(): ReadonlySignal<Faults> {
    return this.#faults;
  }

  /** Takes the end of an attempt: success clears the place. */
  handle(place: Place, outcome: { readonly ok: true } | { readonly ok: false; readonly code: Fault }): void {
    if (outcome.ok) this.dismiss(place);
    else this.#faults.value = { ...this.#faults.peek(), [place]: outcome.code };
  }

  dismiss(place: Place): void {
    if (!(place in this.#faults.peek())) return;
    const { [place]: _gone, ...rest } = this.#faults.peek();
    this.#faults.value = rest;
  }
}

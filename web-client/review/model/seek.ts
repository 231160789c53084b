/** Where a session stood at any moment: the same fold as live, kept at intervals so that no jump folds more than a few events. */
import { emptyView, fold } from '../../shared/fold';
import type { Envelope, SessionView } from '../../shared/wire/wire';

/** Events between two kept views. More costs time at each jump, fewer cost memory: a kept view holds its own lists of steps, chat and stills. */
const EVERY = 256;

export class SeekCache {
  readonly events: readonly Envelope[];
  /** `#kept[i]` is the view after `i * EVERY` events. */
  readonly #kept: SessionView[] = [];
  #last: { count: number; view: SessionView };

  /** `events` in the log's order, from its first. */
  constructor(events: readonly Envelope[]) {
    this.events = events;
    let view = emptyView(events[0]?.session ?? '');
    this.#kept.push(view);
    events.forEach((event, i) => {
      view = fold(view, event);
      if ((i + 1) % EVERY === 0) this.#kept.push(view);
    });
    this.#last = { count: events.length, view };
  }

  /** How many events had happened at `t`, those of that very millisecond included. */
  countAt(t: number): number {
    return upperBound(this.events, (event) => event.t, t);
  }

  /** The view after the first `count` events. */
  viewAfter(count: number): SessionView {
    const target = Math.min(Math.max(0, count), this.events.length);
    const slot = Math.floor(target / EVERY);
    const kept = { count: slot * EVERY, view: this.#kept[slot] };
    // Going on from the last answer is the common case: playing moves by an event or two.
    const from = this.#last.count <= target && this.#last.count >= kept.count ? this.#last : kept;
    let view = from.view ?? emptyView(this.events[0]?.session ?? '');
    for (const event of this.events.slice(from.count, target)) view = fold(view, event);
    this.#last = { count: target, view };
    return view;
  }

  /** The view at `t`: the fold of every event up to it. */
  viewAt(t: number): SessionView {
    return this.viewAfter(this.countAt(t));
  }
}

/** The first index whose key is greater than `key`, in items sorted by key. */
export function upperBound<T>(items: readonly T[], keyOf: (item: T) => number, key: number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && keyOf(item) <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One session, read once: everything that its views are drawn from. Pure. */
import type { ReviewSession } from '../../shared/wire/wire';
import { entriesOf, type Entry } from './entries';
import { factsOf, type Facts } from './facts';
import { lanesOf, type Lanes } from './lanes';
import { momentsOf, quietOf } from './quiet';
import type { Span } from './runs';
import { stillIndex, type StillIndex } from './scene';
import { SeekCache } from './seek';
import { summaryOf, type Summary } from './summary';
import { Trails } from './trail';

export type Reading = ReviewSession & {
  /** Time of the last event, ms. */
  readonly end: number;
  readonly cache: SeekCache;
  readonly facts: Facts;
  readonly lanes: Lanes;
  readonly entries: readonly Entry[];
  readonly moments: readonly number[];
  readonly quiet: readonly Span[];
  readonly trails: Trails;
  readonly stills: StillIndex;
  readonly told: Summary;
};

export function read(session: ReviewSession): Reading {
  const { events } = session;
  const end = events.at(-1)?.t ?? 0;
  const facts = factsOf(events);
  const lanes = lanesOf(events);
  const entries = entriesOf(events, facts);
  const moments = momentsOf(entries);
  const trails = new Trails(events);
  return {
    ...session,
    end,
    cache: new SeekCache(events),
    facts,
    lanes,
    entries,
    moments,
    quiet: quietOf(moments, events, end),
    trails,
    stills: stillIndex(facts),
    told: summaryOf(events, lanes, facts),
  };
}

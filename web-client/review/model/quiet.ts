/** The moments at which something happened, and the stretches in which nothing did. Pure. */
import type { Envelope } from '../../shared/wire/wire';
import type { Entry } from './entries';
import type { Span } from './runs';
import { upperBound } from './seek';

/** A pause of less is part of the talk, ms. */
const QUIET_AFTER_MS = 5_000;
/** How much of a quiet stretch is kept at its beginning and its end, ms: a jump must not land on the event itself. */
const LEAD_MS = 1_000;

/** Distinct times of entries, in order: what "next" and "previous" step through. */
export function momentsOf(entries: readonly Entry[]): number[] {
  return entries.map((entry) => entry.t).filter((t, i, all) => t !== all[i - 1]);
}

/** Stretches that a reviewer may skip: nothing is said, drawn, pointed at or changed in them. */
export function quietOf(moments: readonly number[], events: readonly Envelope[], end: number): Span[] {
  // A trail holds about a second, so that its ends stand for all of it.
  const trails = events.flatMap((event) => (event.type === 'pointer.trail' ? [event.data.points[0]?.sent_t ?? event.t, event.data.points.at(-1)?.sent_t ?? event.t] : []));
  const busy = [...moments, ...trails, end].toSorted((a, b) => a - b);
  const quiet: Span[] = [];
  let last = 0;
  for (const t of busy) {
    if (t - last > QUIET_AFTER_MS) quiet.push({ from: last + LEAD_MS, to: t - LEAD_MS });
    last = t;
  }
  return quiet;
}

/** The first moment after `t`. */
export function nextMoment(moments: readonly number[], t: number): number | null {
  return moments[upperBound(moments, (at) => at, t)] ?? null;
}

/** The last moment before `t`. */
export function previousMoment(moments: readonly number[], t: number): number | null {
  const before = upperBound(moments, (at) => at, t) - 1;
  return moments[moments[before] === t ? before - 1 : before] ?? null;
}

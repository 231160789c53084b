/** The transcript: what a person reads of a log, one entry a line. Pure. */
import type { Envelope } from '../../shared/wire/wire';
import { factsOf, groupOf, type Facts, type Group } from './facts';

export type Entry = {
  readonly event: Envelope;
  /** When it began, ms of the session. */
  readonly t: number;
  readonly group: Exclude<Group, 'samples'>;
  /** How long what it began lasted, or how long what it ended had taken, ms. */
  readonly lasted: number | null;
};

export type Tab = 'all' | Exclude<Group, 'samples'>;

/** Pointer trails closer than this are one act of pointing, ms. */
const SAME_POINTING_MS = 2_000;

/** Everything that is read as a line, in the order of time; connection samples have their lane and the table. */
export function entriesOf(events: readonly Envelope[], facts: Facts = factsOf(events)): Entry[] {
  const entries: Entry[] = [];
  const ends = endsOf(events);
  /** The act of pointing that goes on: its place among the entries, and its last point. */
  const pointing = { at: -1, to: Number.NEGATIVE_INFINITY };
  for (const event of events) {
    if (event.type === 'pointer.trail' && event.data.kind === 'pointer') {
      const from = event.data.points[0]?.sent_t ?? event.t;
      const to = event.data.points.at(-1)?.sent_t ?? event.t;
      const open = from - pointing.to < SAME_POINTING_MS ? entries[pointing.at] : undefined;
      if (open) entries[pointing.at] = { ...open, lasted: to - open.t };
      else pointing.at = entries.push({ event, t: from, group: 'changes', lasted: to - from }) - 1;
      pointing.to = to;
      continue;
    }
    const group = groupOf(event);
    if (group !== 'samples') entries.push({ event, t: event.t, group, lasted: ends.get(event.seq) ?? taken(event, facts) });
  }
  // A trail is logged after it happened; everything else is in order already, and the sort keeps it so.
  return entries.toSorted((a, b) => a.t - b.t);
}

/** The entries of a tab. */
export function inTab(entries: readonly Entry[], tab: Tab): readonly Entry[] {
  return tab === 'all' ? entries : entries.filter((entry) => entry.group === tab);
}

/** How long a finished step had taken. */
function taken(event: Envelope, facts: Facts): number | null {
  if (event.type !== 'step.done' && event.type !== 'step.stuck') return null;
  const step = facts.steps.get(event.data.step);
  return step ? event.t - step.sent : null;
}

/** For what begins a state that ends (curtain, hold, interruption, freeze): how long it lasted, by `seq`. */
function endsOf(events: readonly Envelope[]): Map<number, number> {
  const lasted = new Map<number, number>();
  const open = new Map<string, Envelope>();
  const begin = (what: string, event: Envelope) => {
    end(what, event.t);
    open.set(what, event);
  };
  const end = (what: string, t: number) => {
    const begun = open.get(what);
    if (begun) lasted.set(begun.seq, t - begun.t);
    open.delete(what);
  };
  for (const event of events) {
    switch (event.type) {
      case 'consent.curtain':
        if (event.data.drawn) begin('curtain', event);
        else end('curtain', event.t);
        break;
      case 'session.held':
        begin('hold', event);
        break;
      case 'session.unheld':
        end('hold', event.t);
        break;
      case 'session.interrupted':
        begin('away', event);
        break;
      case 'session.resumed':
        end('away', event.t);
        break;
      case 'media.frozen':
        begin('freeze', event);
        break;
      case 'media.unfrozen':
      case 'media.source':
        end('freeze', event.t);
        break;
      case 'session.wrapping_up':
      case 'session.closed':
        for (const what of open.keys()) end(what, event.t);
    }
  }
  return lasted;
}

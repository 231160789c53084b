import { expect, test } from 'vitest';
import type { Envelope } from '../../shared/wire/wire';
import { busyLog, clear, id, opening } from '../testing/busy-log';
import { entriesOf, inTab } from './entries';
import { factsOf, groupOf } from './facts';
import { lanesOf } from './lanes';
import { momentsOf, nextMoment, previousMoment, quietOf } from './quiet';
import { summaryOf } from './summary';

const log = busyLog(2_000, 9);
const entries = entriesOf(log);

test('every event but samples has its line, once and in the order of time', () => {
  const lines = entries.filter((entry) => entry.event.type !== 'pointer.trail');
  expect(lines.map((entry) => entry.event.seq)).toEqual(log.filter((event) => groupOf(event) !== 'samples').map((event) => event.seq));
  expect(entries.filter((entry, i) => entry.t < (entries[i - 1]?.t ?? 0))).toEqual([]);
});

test('the three tabs share the lines out', () => {
  const count = (tab: 'talk' | 'steps' | 'changes') => inTab(entries, tab).length;
  expect(count('talk') + count('steps') + count('changes')).toBe(inTab(entries, 'all').length);
  expect(inTab(entries, 'talk').every((entry) => entry.event.type.startsWith('talk.'))).toBe(true);
});

test('trails that follow each other are one act of pointing, told where it began', () => {
  const { by, events } = opening();
  const begin = events.at(-1)?.t ?? 0;
  const trail = (from: number) =>
    by.supervisor(begin + from + 950 - (events.at(-1)?.t ?? 0), {
      type: 'pointer.trail',
      data: { kind: 'pointer', epoch: 1, points: [{ sent_t: begin + from, at: { x: 1, y: 1 } }, { sent_t: begin + from + 900, at: { x: 2, y: 2 } }] },
    });
  trail(1_000);
  trail(2_000);
  trail(20_000);
  const pointing = entriesOf(events).filter((entry) => entry.event.type === 'pointer.trail');
  expect(pointing.map((entry) => [entry.t - begin, entry.lasted])).toEqual([
    [1_000, 1_900],
    [20_000, 900],
  ]);
});

test('what begins says how long it lasted, and a finished step how long it took', () => {
  const { by, events } = opening();
  by.customer(1_000, { type: 'consent.curtain', data: { drawn: true } });
  by.customer(42_000, { type: 'consent.curtain', data: { drawn: false } });
  by.supervisor(1_000, { type: 'step.sent', data: { step: id(1), n: 1, text: clear('Open'), hint: null, still: null } });
  by.customer(66_000, { type: 'step.done', data: { step: id(1) } });
  const lasted = new Map(entriesOf(events).map((entry) => [entry.event.type + entry.event.seq, entry.lasted]));
  expect([...lasted.values()].slice(-4)).toEqual([42_000, null, null, 66_000]);
});

test('an event of a later version is counted and has its line', () => {
  const { events } = opening();
  events.push({ ...events.at(-1), seq: events.length + 1, type: 'media.hologram', data: {} } as unknown as Envelope);
  expect(factsOf(events).unknown).toEqual(new Map([['media.hologram', 1]]));
  expect(entriesOf(events).at(-1)?.event.type).toBe('media.hologram');
});

test('next and previous visit every moment, and end at the ends', () => {
  const moments = momentsOf(entries);
  let [t, count] = [-1, 0];
  for (let next = nextMoment(moments, t); next !== null; next = nextMoment(moments, t)) [t, count] = [next, count + 1];
  expect(count).toBe(moments.length);
  for (let before = previousMoment(moments, t); before !== null; before = previousMoment(moments, t)) [t, count] = [before, count - 1];
  expect([t, count]).toEqual([moments[0], 1]);
});

test('nothing happens in a quiet stretch', () => {
  const { by, events } = opening();
  by.supervisor(60_000, { type: 'mark.cleared', data: {} });
  const quiet = quietOf(momentsOf(entriesOf(events)), events, events.at(-1)?.t ?? 0);
  expect(quiet.length).toBeGreaterThan(0);
  for (const span of quiet) for (const event of events) expect(event.t < span.from || event.t > span.to).toBe(true);
});

test('the summary counts what the log holds', () => {
  const facts = factsOf(log);
  const summary = summaryOf(log, lanesOf(log), facts);
  expect(summary.outcome).toBe('completed');
  expect(summary.disposition).toEqual({ kind: 'resolved' });
  expect(summary.consents.get('view_camera')).toEqual([]);
  expect(summary.consents.get('hear')).toHaveLength(1);
  expect(summary.counts.marks).toBe(log.filter((event) => event.type === 'mark.drawn').length);
  expect(summary.counts.done).toBeLessThanOrEqual(summary.counts.steps);
});

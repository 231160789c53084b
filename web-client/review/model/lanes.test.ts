import { expect, test } from 'vitest';
import type { Envelope } from '../../shared/wire/wire';
import { busyLog, clear, CUSTOMER, id, opening } from '../testing/busy-log';
import { lanesOf } from './lanes';
import { cluster, runs, ticks, type Span } from './runs';
import { SeekCache } from './seek';

const log = busyLog(3_000, 5);
const lanes = lanesOf(log);
const end = log.at(-1)?.t ?? 0;

test('stretches of one lane follow each other inside the log', () => {
  const all: (readonly Span[])[] = [lanes.steps, lanes.curtain, lanes.hold, lanes.sources, lanes.gaps];
  for (const lane of all) {
    expect(lane.length).toBeGreaterThan(0);
    expect(lane.filter((span, i) => span.from > span.to || span.from < (lane[i - 1]?.to ?? 0) || span.to > end)).toEqual([]);
  }
});

test('the lanes say of every moment what the fold says', () => {
  const cache = new SeekCache(log);
  const inside = (spans: readonly Span[], t: number) => spans.some((span) => span.from <= t && t < span.to);
  const wrong = log.filter(({ t }) => {
    const view = cache.viewAt(t);
    const live = ['active', 'held', 'interrupted'].includes(view.state.name);
    const lane = [lanes.curtain, lanes.hold, lanes.gaps, lanes.sources].map((spans) => inside(spans, t));
    const folded = [live && view.curtain.drawn, view.state.name === 'held', view.state.name === 'interrupted', live && view.picture.source !== 'none'];
    return lane.join() !== folded.join();
  });
  expect(wrong).toEqual([]);
});

test('a gap carries its cause', () => {
  const { by, events } = opening();
  by.service(1_000, { type: 'participant.left', data: { participant: CUSTOMER, absence: 'server_restarted' } });
  by.service(5_000, { type: 'session.interrupted', data: { customer_away: true, supervisor_away: false } });
  const from = events.at(-1)?.t;
  by.service(9_000, { type: 'session.resumed', data: {} });
  expect(lanesOf(events).gaps).toEqual([{ from, to: events.at(-1)?.t, value: { away: 'customer', cause: 'server_restarted' } }]);
});

test('a step stands until it is answered or followed by the next, and remembers that it was stuck', () => {
  const { by, events } = opening();
  const send = (n: number) => by.supervisor(1_000, { type: 'step.sent', data: { step: id(n), n, text: clear(`${n}`), hint: null, still: null } });
  send(1);
  by.customer(2_000, { type: 'step.stuck', data: { step: id(1) } });
  by.customer(3_000, { type: 'step.done', data: { step: id(1) } });
  send(2);
  send(3);
  by.customer(1_000, { type: 'step.done', data: { step: id(2) } });
  by.supervisor(1_000, { type: 'step.withdrawn', data: { step: id(3) } });
  send(4);
  by.customer(2_000, { type: 'session.wrapping_up', data: { reason: 'stopped' } });
  const { steps, ending } = lanesOf(events);
  expect(steps.map(({ n, tone, wasStuck, from, to }) => [n, tone, wasStuck, to - from])).toEqual([
    [1, 'done', true, 5_000],
    [2, 'done', false, 1_000],
    [3, 'withdrawn', false, 2_000],
    [4, 'open', false, 2_000],
  ]);
  expect(ending).toEqual({ from: events.at(-1)?.t, to: events.at(-1)?.t, disposition: null, outcome: null });
});

test('a source behind a freeze is one stretch of its own', () => {
  const { by, events } = opening();
  by.supervisor(1_000, { type: 'media.frozen', data: { still: id(1) } });
  by.supervisor(1_000, { type: 'media.unfrozen', data: {} });
  expect(lanesOf(events).sources.map(({ value }) => value.frozen)).toEqual([false, true, false]);
});

test('an event of a later version cuts nothing', () => {
  const { by, events } = opening();
  const later = { ...events.at(-1), seq: events.length + 1, type: 'media.hologram', data: { depth: 3 } } as unknown as Envelope;
  const known = lanesOf(events);
  events.push(later);
  by.supervisor(0, { type: 'mark.cleared', data: {} });
  expect(lanesOf(events)).toEqual(known);
});

test('runs join what does not change and leave out what is not', () => {
  const changes = [
    { t: 1, value: 'a' },
    { t: 3, value: 'a' },
    { t: 4, value: null },
    { t: 6, value: 'b' },
  ];
  expect(runs(changes, 9)).toEqual([
    { from: 1, to: 4, value: 'a' },
    { from: 6, to: 9, value: 'b' },
  ]);
});

test('points that would cover each other are one group, and a long row of them is several', () => {
  expect(cluster([0, 3, 9, 12, 40], (t) => t, 10)).toEqual([[0, 3, 9], [12], [40]]);
});

test('the scale has round times that never touch, for any length and width', () => {
  for (const [length, width] of [[90_000, 800], [1_906_000, 800], [5 * 3_600_000, 800], [5 * 3_600_000, 24_000], [3, 800]] as const) {
    const found = ticks(length, width, 80);
    expect(found[0]).toBe(0);
    found.slice(1).forEach((t, i) => expect(((t - (found[i] ?? 0)) / length) * width).toBeGreaterThanOrEqual(80));
    expect(found.length).toBeLessThanOrEqual(width / 80 + 1);
  }
  expect(ticks(1_906_000, 800, 80)).toEqual([0, 300_000, 600_000, 900_000, 1_200_000, 1_500_000, 1_800_000]);
});

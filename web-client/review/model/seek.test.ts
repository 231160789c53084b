import { expect, test } from 'vitest';
import { emptyView, fold } from '../../shared/fold';
import { busyLog, mulberry } from '../testing/busy-log';
import { SeekCache, upperBound } from './seek';

const log = busyLog(20_000);
const cache = new SeekCache(log);

test('the view at any moment is the fold of every event up to it, in whichever order the moments are asked for', () => {
  const end = log.at(-1)?.t ?? 0;
  const random = mulberry(7);
  const asked = Array.from({ length: 50 }, () => Math.floor(random() * end)).toSorted((a, b) => a - b);
  const expected: string[] = [];
  let [view, i] = [emptyView(log[0]?.session ?? ''), 0];
  for (const t of asked) {
    for (let event = log[i]; event && event.t <= t; event = log[++i]) view = fold(view, event);
    expected.push(JSON.stringify(view));
  }
  const order = asked.map((_, at) => at).toSorted(() => random() - 0.5);
  for (const at of order) expect(JSON.stringify(cache.viewAt(asked[at] ?? 0))).toBe(expected[at]);
});

test('before the first and after the last event it is the empty and the whole fold', () => {
  expect(cache.viewAt(-1).seq).toBe(0);
  expect(cache.viewAt(Number.MAX_SAFE_INTEGER).seq).toBe(log.length);
  expect(cache.viewAfter(-3).seq).toBe(0);
});

test('five hours and twenty thousand events are searched in less than a frame', () => {
  const end = log.at(-1)?.t ?? 0;
  expect(end).toBeGreaterThan(5 * 3_600_000);
  const random = mulberry(3);
  const times = Array.from({ length: 300 }, () => {
    const t = random() * end;
    const from = performance.now();
    cache.viewAt(t);
    return performance.now() - from;
  }).toSorted((a, b) => a - b);
  expect(times[150]).toBeLessThan(16);
});

test('an empty log has an empty view', () => expect(new SeekCache([]).viewAt(5).seq).toBe(0));

test('the upper bound is the first index past a key', () => {
  const self = (n: number) => n;
  expect([0, 1, 2, 3, 9].map((key) => upperBound([1, 2, 2, 3], self, key))).toEqual([0, 1, 3, 4, 4]);
});

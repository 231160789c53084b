import { expect, test, vi } from 'vitest';
import { emptyView } from '../../shared/fold';
import { busyLog, mulberry } from '../testing/busy-log';
import { SeekCache, upperBound } from './seek';

const folds = vi.hoisted(() => ({ count: 0 }));
vi.mock(import('../../shared/fold'), async (original) => {
  const real = await original();
  return {
    ...real,
    fold: (view, event) => {
      folds.count += 1;
      return real.fold(view, event);
    },
  };
});
const { fold } = await vi.importActual<typeof import('../../shared/fold')>('../../shared/fold');

test('the view at any moment is the fold of every event up to it, in whichever order the moments are asked for', () => {
  const log = busyLog(3_000);
  const cache = new SeekCache(log);
  const random = mulberry(7);
  const end = log.at(-1)?.t ?? 0;
  const asked = Array.from({ length: 30 }, () => Math.floor(random() * end)).toSorted((a, b) => a - b);
  const expected = new Map<number, string>();
  let [view, i] = [emptyView(log[0]?.session ?? ''), 0];
  for (const t of asked) {
    for (let event = log[i]; event && event.t <= t; event = log[++i]) view = fold(view, event);
    expected.set(t, JSON.stringify(view));
  }
  for (const t of asked.toSorted(() => random() - 0.5)) expect(JSON.stringify(cache.viewAt(t))).toBe(expected.get(t));
});

test('before the first and after the last event it is the empty and the whole fold', () => {
  const log = busyLog(500);
  const cache = new SeekCache(log);
  expect(cache.viewAt(-1).seq).toBe(0);
  expect(cache.viewAt(Number.MAX_SAFE_INTEGER).seq).toBe(log.length);
  expect(cache.viewAfter(-3).seq).toBe(0);
});

test('in five hours and twenty thousand events no jump folds more than a few hundred, and playing on folds only what happens', () => {
  const log = busyLog(20_000);
  const cache = new SeekCache(log);
  const end = log.at(-1)?.t ?? 0;
  expect(end).toBeGreaterThan(5 * 3_600_000);
  const random = mulberry(3);
  const cost = (t: number) => {
    folds.count = 0;
    cache.viewAt(t);
    return folds.count;
  };
  const jumps = Array.from({ length: 60 }, () => cost(random() * end));
  expect(Math.max(...jumps)).toBeLessThan(256);
  const from = end / 2;
  cost(from);
  const frames = Array.from({ length: 60 }, (_, frame) => cost(from + (frame + 1) * 1_000));
  expect(frames.reduce((sum, count) => sum + count, 0)).toBe(cache.countAt(from + 60_000) - cache.countAt(from));
});

test('an empty log has an empty view', () => expect(new SeekCache([]).viewAt(5).seq).toBe(0));

test('the upper bound is the first index past a key', () => {
  const self = (n: number) => n;
  expect([0, 1, 2, 3, 9].map((key) => upperBound([1, 2, 2, 3], self, key))).toEqual([0, 1, 3, 4, 4]);
});

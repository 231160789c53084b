import { expect, test } from 'vitest';
import { grade } from '../../shared/quality';
import type { Sample } from './lanes';
import { joined, mostDelay, strained } from './network';

const sample = (t: number, rtt_ms: number): Sample => {
  const quality = { rtt_ms, loss_permille: 0, up_kbps: 900, down_kbps: 50 };
  return { t, quality, grade: grade(quality) };
};

test('a line is broken where nothing is known', () => {
  expect(joined([sample(0, 1), sample(10_000, 1), sample(90_000, 1)]).map((piece) => piece.length)).toEqual([2, 1]);
});

test('what is fair or poor is told since the sample before, and never of a time that nobody measured', () => {
  const samples = [sample(10_000, 50), sample(20_000, 300), sample(30_000, 300), sample(40_000, 700), sample(200_000, 300)];
  expect(strained(samples).map(({ from, to, value }) => [from, Math.round(to), value])).toEqual([
    [10_000, 30_000, 'fair'],
    [30_000, 40_000, 'poor'],
    [expect.closeTo(189_667, 0), 200_000, 'fair'],
  ]);
});

test('the lane reaches to the worst delay of both, and a good network stays low in it', () => {
  expect(mostDelay({ customer: [sample(0, 40)], supervisor: [sample(0, 20)] })).toBe(200);
  expect(mostDelay({ customer: [sample(0, 40)], supervisor: [sample(0, 431)] })).toBe(500);
  expect(mostDelay({ customer: [], supervisor: [] })).toBe(0);
});

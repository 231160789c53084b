import { expect, test } from 'vitest';
import { compare, grade, type Reading } from './quality';

const before: Reading = { at: 1000, rttMs: 40, sentBytes: 10_000, receivedBytes: 0, packets: 100, lost: 1 };

test('rates and losses are those of the time between two readings', () => {
  const now: Reading = { at: 3000, rttMs: 55, sentBytes: 260_000, receivedBytes: 12_500, packets: 290, lost: 11 };
  expect(compare(before, now)).toEqual({ rtt_ms: 55, loss_permille: 50, up_kbps: 1000, down_kbps: 50 });
});

test('a new connection whose counters start again gives no negative rate', () => {
  const now: Reading = { at: 2000, rttMs: 30, sentBytes: 1_000, receivedBytes: 0, packets: 10, lost: 0 };
  expect(compare(before, now)).toEqual({ rtt_ms: 30, loss_permille: 0, up_kbps: 8, down_kbps: 0 });
});

test('silence is no loss', () => {
  expect(compare(before, { ...before, at: 2000 }).loss_permille).toBe(0);
});

test('either loss or delay alone lowers the grade', () => {
  const quality = { rtt_ms: 40, loss_permille: 0, up_kbps: 0, down_kbps: 0 };
  expect(grade(quality)).toBe('good');
  expect(grade({ ...quality, loss_permille: 21 })).toBe('fair');
  expect(grade({ ...quality, rtt_ms: 700 })).toBe('poor');
});

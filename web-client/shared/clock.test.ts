import { effect } from '@preact/signals-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SessionClock } from './clock';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('seconds go by without a word from the server, for as long as somebody looks', () => {
  const clock = new SessionClock();
  clock.set(4_000);
  const seen: number[] = [];
  const stop = effect(() => {
    seen.push(clock.second.value);
  });
  vi.advanceTimersByTime(3_000);
  expect(seen).toEqual([4, 5, 6, 7]);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});

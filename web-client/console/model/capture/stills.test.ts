import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Fault, Result } from '../../../shared/api';
import type { Auth } from '../../../shared/staff/auth';
import { RETRY_MS, Stills } from './stills';

/** The server's answers, given in turn; the last one again from then on. */
let answers: (Fault | 'ok')[];
let asked: number;
let stills: Stills;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('URL', { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined });
  asked = 0;
  const call = async (): Promise<Result<Blob>> => {
    const code = answers[Math.min(asked, answers.length - 1)] ?? 'ok';
    asked += 1;
    return code === 'ok' ? { ok: true, value: new Blob() } : { ok: false, code };
  };
  stills = new Stills('s', { call } as unknown as Auth);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('a picture that the network was not there for says so, and is asked for again by itself', async () => {
  answers = ['offline', 'restarting', 'ok'];
  const picture = stills.picture('a');
  expect(picture.value.name).toBe('loading');
  await pass(0);
  expect(picture.value.name).toBe('missing');
  await pass(RETRY_MS);
  expect([picture.value.name, asked]).toEqual(['missing', 2]);
  await pass(RETRY_MS);
  expect(picture.value).toEqual({ name: 'there', url: 'blob:1' });
  await pass(10 * RETRY_MS);
  expect(asked).toBe(3);
});

test('one that a curtain covers comes when it is open', async () => {
  answers = ['curtain_drawn', 'ok'];
  const picture = stills.picture('a');
  await pass(0);
  expect(picture.value.name).toBe('missing');
  await pass(RETRY_MS);
  expect(picture.value.name).toBe('there');
});

test('one that is refused is asked for again by the person alone', async () => {
  answers = ['not_found', 'ok'];
  const picture = stills.picture('a');
  await pass(10 * RETRY_MS);
  expect([picture.value.name, asked]).toEqual(['missing', 1]);
  stills.retry('a');
  expect(picture.value.name).toBe('loading');
  await pass(0);
  expect(picture.value.name).toBe('there');
});

test('a press takes the place of the try that was due', async () => {
  answers = ['offline'];
  stills.picture('a');
  await pass(RETRY_MS / 2);
  stills.retry('a');
  await pass(RETRY_MS - 1);
  expect(asked).toBe(2);
  await pass(1);
  expect(asked).toBe(3);
});

test('one that this page made itself is there at once, also for who waits for it already, and is made no second time', async () => {
  answers = ['ok'];
  const waiting = stills.picture('a');
  stills.handleOwn('a', new Blob());
  expect(waiting.value.name).toBe('there');
  const { value } = waiting;
  await pass(0);
  expect(waiting.value).toBe(value);
  stills.handleOwn('b', new Blob());
  expect(stills.picture('b').value.name).toBe('there');
  expect(asked).toBe(1);
});

test('a session that is closed asks no more', async () => {
  answers = ['offline'];
  stills.picture('a');
  await pass(0);
  stills.dispose();
  await pass(10 * RETRY_MS);
  expect(asked).toBe(1);
});

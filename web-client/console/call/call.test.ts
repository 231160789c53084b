import { expect, test } from 'vitest';
import type { Step, StepState } from '../../shared/wire/wire';
import { passwordFault } from '../auth/password';
import { currentStep, wordsOf } from '../steps/path';
import { asDisposition, openStep } from './disposition';
import { LEVELS, levelOf } from '../model/level';
import { Refusals } from '../model/refusals';

const step = (id: string, state: StepState): Step => ({ step: id, n: 1, text: { clear: id }, hint: null, still: null, state, sent_t: 0, state_t: 0 });

test('step and day belong to what is not resolved alone', () => {
  expect(asDisposition('resolved', 's', '2026-12-01')).toEqual({ kind: 'resolved' });
  expect(asDisposition('unresolved', 's', '2026-12-01')).toEqual({ kind: 'unresolved', step: 's', follow_up: '2026-12-01' });
  expect(asDisposition('unresolved', '', 'soon')).toEqual({ kind: 'unresolved', step: null, follow_up: null });
});

test('it stopped at the last step that is still open', () => {
  expect(openStep([step('a', 'done'), step('b', 'stuck'), step('c', 'withdrawn')])).toBe('b');
  expect(openStep([step('a', 'done')])).toBeNull();
});

test('the current step is the newest, while it is open', () => {
  expect(currentStep([step('a', 'sent'), step('b', 'seen')])).toBe('b');
  expect(currentStep([step('a', 'sent'), step('b', 'withdrawn')])).toBe('a');
  expect(currentStep([step('a', 'stuck'), step('b', 'done')])).toBeNull();
});

test('words are counted as a reader would', () => expect(wordsOf('  Tap the  i beside\nCASA ')).toBe(5));

test('silence lights no bar and a voice most of them', () => {
  expect(levelOf(new Float32Array(1024))).toBe(0);
  const voice = Float32Array.from({ length: 1024 }, (_, i) => 0.2 * Math.sin(i / 5));
  expect(levelOf(voice)).toBeGreaterThan(LEVELS / 2);
  expect(levelOf(new Float32Array(1024).fill(1))).toBe(LEVELS);
});

test('a refusal stands beside its place until the same works', () => {
  const refusals = new Refusals();
  refusals.handle('steps', { ok: false, code: 'store_unavailable' });
  refusals.handle('chat', { ok: true });
  expect(refusals.faults.value).toEqual({ steps: 'store_unavailable' });
  refusals.handle('steps', { ok: true });
  expect(refusals.faults.value).toEqual({});
});

test('a new password is long enough and typed twice alike', () => {
  expect(passwordFault('short', 'short')).toBe('short');
  expect(passwordFault('long enough words', 'long enough wordz')).toBe('differ');
  expect(passwordFault('long enough words', 'long enough words')).toBeNull();
});

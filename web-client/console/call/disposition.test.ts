import { expect, test } from 'vitest';
import type { Step, StepState } from '../../shared/wire/wire';
import { asDisposition, openStep } from './disposition';

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

import { expect, test } from 'vitest';
import type { Step, StepState } from '../../shared/wire/wire';
import { currentStep, wordsOf } from './path';

const step = (id: string, state: StepState): Step => ({ step: id, n: 1, text: { clear: id }, hint: null, still: null, state, sent_t: 0, state_t: 0 });

test('the current step is the newest, while it is open', () => {
  expect(currentStep([step('a', 'sent'), step('b', 'seen')])).toBe('b');
  expect(currentStep([step('a', 'sent'), step('b', 'withdrawn')])).toBe('a');
  expect(currentStep([step('a', 'stuck'), step('b', 'done')])).toBeNull();
});

test('words are counted as a reader would', () => expect(wordsOf('  Tap the  i beside\nCASA ')).toBe(5));

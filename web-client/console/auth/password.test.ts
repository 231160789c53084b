import { expect, test } from 'vitest';
import { passwordFault } from './password';

test('a new password is long enough and typed twice alike', () => {
  expect(passwordFault('short', 'short')).toBe('short');
  expect(passwordFault('long enough words', 'long enough wordz')).toBe('differ');
  expect(passwordFault('long enough words', 'long enough words')).toBeNull();
});

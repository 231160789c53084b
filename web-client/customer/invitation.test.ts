import { expect, test } from 'vitest';
import { digitsOf, invitationOf, isTyped, tokenOf } from './invitation';

test('a code is taken however it is grouped, and never longer than it is', () => {
  expect(digitsOf('4827 - 9163')).toBe('48279163');
  expect(digitsOf('Tu código es 4827 9163. Caduca en 15 minutos')).toBe('48279163');
});

test('half a code asks nobody in', () => {
  expect(invitationOf('', '4827 916')).toBeNull();
  expect(invitationOf('', '4827 9163')).toEqual({ by: 'code', code: '48279163' });
});

test('a code that came back from the plain form is a code, not a link', () => {
  expect(isTyped('48279163')).toBe(true);
  expect(isTyped('abc_-9')).toBe(false);
});

test('a link needs no code', () => {
  expect(invitationOf(tokenOf('#abc_-9'), '')).toEqual({ by: 'link', token: 'abc_-9' });
  expect(tokenOf('')).toBe('');
});

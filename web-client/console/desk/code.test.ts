import { expect, test } from 'vitest';
import { spoken } from './code';

test('a code is read aloud in groups of four', () => {
  expect(spoken('48279163')).toEqual(['4827', '9163']);
  expect(spoken('4827 9163')).toEqual(['4827', '9163']);
});

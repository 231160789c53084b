import { expect, test } from 'vitest';
import en from '../i18n/en/index';
import { actionOf, SHORTCUTS, type Press } from './keys';

const press = (key: string, more: Partial<Press> = {}): Press => ({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...more });

test('each letter means what the help sheet says', () => {
  expect(actionOf(press('v'), false, true)).toEqual({ name: 'tool', tool: 'pointer' });
  expect(actionOf(press('O'), false, true)).toEqual({ name: 'tool', tool: 'ring' });
  expect(actionOf(press('2'), false, true)).toEqual({ name: 'colour', colour: 'two' });
  expect(actionOf(press('?'), false, true)).toEqual({ name: 'help' });
});

test('no shortcut fires while one types', () => {
  for (const key of 'voabdnt123fpscmhe?+-09') expect(actionOf(press(key), true, true)).toBeNull();
  expect(actionOf(press('z', { ctrlKey: true }), true, true)).toBeNull();
});

test('undo is a combination on every system, and the browser keeps its own', () => {
  expect(actionOf(press('z', { ctrlKey: true }), false, true)).toEqual({ name: 'undo' });
  expect(actionOf(press('z', { metaKey: true }), false, true)).toEqual({ name: 'undo' });
  for (const key of ['f', 't', 'n', 's']) expect(actionOf(press(key, { ctrlKey: true }), false, true)).toBeNull();
});

test('a key that is held down counts once', () => {
  expect(actionOf(press('m', { repeat: true }), false, true)).toBeNull();
});

test('with single letters off only combinations are left', () => {
  expect(actionOf(press('e'), false, false)).toBeNull();
  expect(actionOf(press('z', { ctrlKey: true }), false, false)).toEqual({ name: 'undo' });
});

test('every shortcut of the sheet has its words, and every letter of it is taken', () => {
  const listed = Object.values(SHORTCUTS).flat();
  expect(listed.filter(([name]) => !en.help.keys[name])).toEqual([]);
  const letters = listed.flatMap(([, keys]) => keys.split(' ')).filter((key) => /^[A-Z?+]$/.test(key) && key !== 'Z');
  expect(letters.filter((letter) => actionOf(press(letter), false, true) === null)).toEqual([]);
});

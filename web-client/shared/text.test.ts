import { expect, test } from 'vitest';
import { clock, firstName, initials, languageName, plural } from './format';
import { chooseLanguage, languageOf } from './text';

test('a region gets its language, and a language its region', () => {
  expect(chooseLanguage(['es-MX', 'en'], ['en', 'es'])).toBe('es');
  expect(chooseLanguage(['pt'], ['en', 'pt-BR'])).toBe('pt-BR');
  expect(chooseLanguage(['zh-TW', 'fr'], ['en', 'es'])).toBe('en');
});

test('an exact tag wins over its language alone', () => {
  expect(chooseLanguage(['pt-BR'], ['en', 'pt', 'pt-BR'])).toBe('pt-BR');
});

test('the folder names the language', () => expect(languageOf('../i18n/pt-BR/index.ts')).toBe('pt-BR'));

test('a language is called by its own name', () => expect(languageName('es')).toBe('Español'));

test('a clock shows hours only when there are any and never runs below zero', () => {
  expect([0, 42_999, 768_000, 3_723_000, -5].map(clock)).toEqual(['0:00', '0:42', '12:48', '1:02:03', '0:00']);
});

test('counts follow the rules of the language', () => {
  const forms = { one: 'one file', few: 'few files', other: 'files' };
  expect([plural('en', 1, forms), plural('en', 2, forms), plural('pl', 3, forms)]).toEqual(['one file', 'files', 'few files']);
});

test('initials and first names come from any number of words', () => {
  expect(['Lucía Ferrer', 'ana', ' María del Mar Ruiz ', ''].map(initials)).toEqual(['LF', 'A', 'MR', '']);
  expect(firstName(' Lucía Ferrer')).toBe('Lucía');
});

import { expect, test } from 'vitest';
import { found } from './Highlight';

const hits = (text: string, q: string) => found(text, q).filter((part) => part.hit).map((part) => part.text);

test('words are found whatever their case and accents', () => {
  expect(hits('¿Si la OLVIDÓ pierdo el internet? La olvidó', 'olvido')).toEqual(['OLVIDÓ', 'olvidó']);
  expect(hits('Wi-Fi en casa', 'casa wi')).toEqual(['Wi', 'casa']);
});

test('the parts are the text, whatever is searched', () => {
  for (const text of ['', 'é', '👩‍🔧 hola', 'ﬁn', 'İstanbul istanbul']) {
    for (const q of ['', 'hola', 'i', 'in', '👩‍🔧', '(']) expect(found(text, q).map((part) => part.text).join('')).toBe(text);
  }
});

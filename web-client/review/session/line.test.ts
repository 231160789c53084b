import { expect, test } from 'vitest';
import type { Envelope } from '../../shared/wire/wire';
import en from '../i18n/en/index';
import es from '../i18n/es/index';
import { factsOf, isKnown } from '../model/facts';
import { busyLog, opening } from '../testing/busy-log';
import { goldenLog } from '../testing/golden-log';
import type { Words } from '../text';
import { lineOf, percent, plain, rate } from './line';

const catalogues: [string, Words][] = [['en', en], ['es', es]];
const logs = [goldenLog('story'), goldenLog('redacted-all'), goldenLog('random-1'), goldenLog('random-2'), goldenLog('random-3'), busyLog(2_000)];

test.each(catalogues)('every entry of every log has its words in %s', (language, words) => {
  const types = new Set<string>();
  const wrong: string[] = [];
  for (const events of logs) {
    const facts = factsOf(events);
    for (const event of events) {
      if (isKnown(event)) types.add(event.type);
      const line = plain(lineOf(event, 42_000, { words, language, facts }), words);
      if (line.length < 3 || /undefined|null|NaN|\[object/.test(line)) wrong.push(`${event.type}: ${line}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(types.size).toBeGreaterThan(30);
});

test('a name that was erased is replaced by the role, and a value by the word for it', () => {
  const events = goldenLog('redacted-all');
  const speaker = { words: en, language: 'en', facts: factsOf(events) };
  const said = events.find((event) => event.type === 'talk.said') as Envelope;
  expect(plain(lineOf(said, null, speaker), en)).toMatch(/^The (customer|supervisor): erased$/);
});

test('an entry of a later version is told by its type', () => {
  const { events } = opening();
  const later = { ...events.at(-1), type: 'media.hologram', data: {} } as unknown as Envelope;
  expect(plain(lineOf(later, null, { words: en, language: 'en', facts: factsOf(events) }), en)).toBe('Entry of a later version, media.hologram');
});

test('figures are written as the language writes them', () => {
  expect([rate(64, 'en'), rate(1_100, 'en'), rate(1_100, 'es')]).toEqual(['64 kbit/s', '1.1 Mbit/s', '1,1 Mbit/s']);
  expect(percent(4, 'en')).toBe('0.4%');
});

import { expect, test } from 'vitest';
import { advance, faster, jump, SPEEDS, toggle, type Play } from './clock';

const tape = { end: 100_000, quiet: [{ from: 10_000, to: 40_000 }] };
const play: Play = { t: 0, playing: true, speed: 1, skipping: false };

test('time passes at the chosen speed', () => {
  for (const speed of SPEEDS) expect(advance({ ...play, speed }, 1_000, tape).t).toBe(1_000 * speed);
});

test('a paused player stands still', () => expect(advance({ ...play, playing: false }, 1_000, tape).t).toBe(0));

test('it stops at the end, and starts over from there', () => {
  const ended = advance({ ...play, t: 99_500 }, 1_000, tape);
  expect(ended).toMatchObject({ t: 100_000, playing: false });
  expect(toggle(ended, tape)).toMatchObject({ t: 0, playing: true });
});

test('a quiet stretch is jumped over only when asked to', () => {
  expect(advance({ ...play, t: 9_900 }, 200, tape).t).toBe(10_100);
  expect(advance({ ...play, t: 9_900, skipping: true }, 200, tape).t).toBe(40_000);
  expect(advance({ ...play, t: 39_900, skipping: true }, 200, tape).t).toBe(40_100);
});

test('a jump stays within the log', () => {
  expect(jump(play, -5, tape).t).toBe(0);
  expect(jump(play, 1e9, tape).t).toBe(100_000);
});

test('the speeds go round', () => expect(faster(8)).toBe(1));

test('an empty log can not play', () => expect(toggle({ ...play, playing: false }, { end: 0, quiet: [] }).playing).toBe(false));

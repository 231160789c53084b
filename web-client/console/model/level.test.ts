import { expect, test } from 'vitest';
import { LEVELS, levelOf } from './level';

test('silence lights no bar and a voice most of them', () => {
  expect(levelOf(new Float32Array(1024))).toBe(0);
  const voice = Float32Array.from({ length: 1024 }, (_, i) => 0.2 * Math.sin(i / 5));
  expect(levelOf(voice)).toBeGreaterThan(LEVELS / 2);
  expect(levelOf(new Float32Array(1024).fill(1))).toBe(LEVELS);
});

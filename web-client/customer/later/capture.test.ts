import { expect, test } from 'vitest';
import { fit } from './capture';

test('a large picture is shrunk to its longest side and keeps its ratio', () => {
  expect(fit({ width: 4032, height: 3024 })).toEqual({ width: 1600, height: 1200 });
  expect(fit({ width: 1170, height: 2532 })).toEqual({ width: 739, height: 1600 });
});

test('a small picture is left as it is', () => {
  expect(fit({ width: 640, height: 480 })).toEqual({ width: 640, height: 480 });
});

test('even a sliver keeps a pixel', () => {
  expect(fit({ width: 16_000, height: 3 })).toEqual({ width: 1600, height: 1 });
});

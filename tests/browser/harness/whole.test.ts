import { describe, expect, test, vi } from 'vitest';

describe('the sample and the whole', () => {
  test('the sample takes the first of a list, and light and dark by turns', async () => {
    const { sample, appearances } = await load('');
    expect(sample(['narrow', 'wide'])).toEqual(['narrow']);
    expect([0, 1, 2].map(appearances)).toEqual([['light'], ['dark'], ['light']]);
  });

  test('the whole takes everything', async () => {
    const { sample, appearances } = await load('whole');
    expect(sample(['narrow', 'wide'])).toEqual(['narrow', 'wide']);
    expect(appearances(1)).toEqual(['light', 'dark']);
  });
});

async function load(stories: string): Promise<typeof import('./whole')> {
  vi.stubEnv('STORIES', stories);
  vi.resetModules();
  const loaded = await import('./whole');
  vi.unstubAllEnvs();
  return loaded;
}

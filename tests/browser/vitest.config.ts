/** One process, one story after another: each needs both cores for two browsers and a server. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['harness/**/*.test.ts', 'stories/**/*.story.ts'],
    fileParallelism: false,
    pool: 'forks',
    testTimeout: 240_000,
    hookTimeout: 60_000,
    reporters: 'verbose',
    sequence: { concurrent: false },
  },
});

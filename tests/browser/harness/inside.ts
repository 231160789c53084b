/** Builds the script that runs inside each page under test, from `inside/`. */
import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';
import type { Options } from '../inside/index';

export async function insideScript(options: Options): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'warn',
    define: { OPTIONS: JSON.stringify(options) },
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry: fileURLToPath(new URL('../inside/index.ts', import.meta.url)), formats: ['iife'], name: 'inside' },
    },
  })) as Rollup.RollupOutput[];
  const [chunk] = built[0]?.output ?? [];
  if (!chunk) throw new Error('the script for the pages was not built');
  return chunk.code;
}

/** Builds every page into `dist`, each on its own (see vite.config.ts), and compresses the files once for good. */
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const OUT = 'dist';

await rm(OUT, { recursive: true, force: true });
for (const mode of ['customer', 'console', 'review']) await build({ mode, logLevel: 'warn' });
await rename(join(OUT, '.vite', 'manifest.json'), 'node_modules/.customer-manifest.json');
await rm(join(OUT, '.vite'), { recursive: true });
await precompress();

/** Writes a `.br` and a `.gz` beside every file of text, so that the server only ever copies bytes. */
async function precompress() {
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  const names = await readdir(OUT, { recursive: true });
  for (const name of names.filter((each) => /\.(html|js|css|svg)$/.test(each))) {
    const bytes = await readFile(join(OUT, name));
    await writeFile(join(OUT, `${name}.br`), brotliCompressSync(bytes, brotli));
    await writeFile(join(OUT, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

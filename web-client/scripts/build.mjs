/** Builds every page into `dist`, or only those named, each on its own (see vite.config.ts), and compresses the files once for good. */
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const PAGES = ['customer', 'console', 'review'];
const OUT = 'dist';
/** What the customer's build is made of, for the budget; no file of the pages. */
const MANIFEST = join(OUT, '.vite', 'manifest.json');

const wanted = process.argv.slice(2);
if (wanted.length === 0) await rm(OUT, { recursive: true, force: true });
for (const mode of PAGES.filter((page) => wanted.length === 0 || wanted.includes(page))) await build({ mode, logLevel: 'warn' });
if (existsSync(MANIFEST)) await rename(MANIFEST, 'node_modules/.customer-manifest.json');
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

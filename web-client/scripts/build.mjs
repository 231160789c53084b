/**
 * Builds every page into `dist`, or only those named, each on its own (see vite.config.ts), and compresses the files once for good.
 * Files that come out as they were are not touched, so that the server, which embeds them, is compiled again only for a change.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const PAGES = ['customer', 'console', 'review'];
const OUT = 'dist';
/** Where files are made before they take their place. */
const FRESH = 'node_modules/.dist';
/** What the customer's build is made of, for the budget; no file of the pages. */
const MANIFEST = join(FRESH, '.vite', 'manifest.json');

const wanted = process.argv.slice(2);
await rm(FRESH, { recursive: true, force: true });
for (const mode of PAGES.filter((page) => wanted.length === 0 || wanted.includes(page))) await build({ mode, logLevel: 'warn', build: { outDir: FRESH } });
if (existsSync(MANIFEST)) await rename(MANIFEST, 'node_modules/.customer-manifest.json');
await precompress();
await putInPlace();

/** Writes a `.br` and a `.gz` beside every file of text, so that the server only ever copies bytes. */
async function precompress() {
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  for (const name of (await filesOf(FRESH)).filter((each) => /\.(html|js|css|svg)$/.test(each))) {
    const bytes = await readFile(join(FRESH, name));
    await writeFile(join(FRESH, `${name}.br`), brotliCompressSync(bytes, brotli));
    await writeFile(join(FRESH, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

/** Copies what is new or has changed, and after a build of all pages takes away what none of them has any more. */
async function putInPlace() {
  const names = await filesOf(FRESH);
  for (const name of names) {
    const [from, to] = [join(FRESH, name), join(OUT, name)];
    if (existsSync(to) && (await readFile(from)).equals(await readFile(to))) continue;
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to);
  }
  if (wanted.length > 0) return;
  for (const name of await filesOf(OUT)) if (!names.includes(name)) await rm(join(OUT, name));
}

async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

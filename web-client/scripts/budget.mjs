/**
 * Holds the weight of the customer's page: what it needs before anything can be done, and all that comes later.
 * Both bounds are bytes after gzip. The first is what was reached, 1 KiB under the page as it was before, and is never raised: a weak phone on
 * a weak network loads it in about a second, and whatever a new feature needs goes into the second load. The other is what the page may cost in all.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const FIRST_BYTES = 19_360;
const LATER_BYTES = 60 * 1024;
const MANIFEST = 'node_modules/.customer-manifest.json';

if (!existsSync(MANIFEST)) {
  console.error('There is no build to weigh. Run `npm run build` first.');
  process.exit(1);
}
const manifest = JSON.parse(await readFile(MANIFEST, 'utf8'));
const html = await readFile('dist/customer/index.html', 'utf8');
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const isLanguage = (key) => /^customer\/i18n\/[\w-]+\/first\.ts$/.test(key);

/** Everything that a chunk needs before it can run. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}

async function weigh(files) {
  let total = 0;
  for (const file of files) {
    const bytes = gzipSync(await readFile(`dist/${file}`), { level: 9 }).length;
    console.log(`  ${String(bytes).padStart(6)}  ${file}`);
    total += bytes;
  }
  return total;
}

const filesOf = (keys) => [...keys].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]);
const languages = Object.keys(manifest).filter(isLanguage);
const sizes = await Promise.all(languages.map(async (key) => [key, gzipSync(await readFile(`dist/${manifest[key].file}`), { level: 9 }).length]));
const heaviest = sizes.toSorted((a, b) => b[1] - a[1])[0]?.[0];
const eager = closure(entry);
const boot = [...html.matchAll(/src="\/(assets\/boot-[^"]+)"/g)].map((match) => match[1]);
const linked = [...html.matchAll(/rel="stylesheet"[^>]* href="\/([^"]+)"/g)].map((match) => match[1]);
const first = new Set([...boot, ...linked, ...filesOf(eager), ...(heaviest ? filesOf([heaviest]) : [])]);
const later = new Set(filesOf(Object.keys(manifest).filter((key) => !eager.has(key) && !isLanguage(key))));
for (const file of first) later.delete(file);

console.log('First: static import closure, style, boot script and the heaviest language, gzip');
const firstBytes = await weigh(first);
console.log(`  ${String(firstBytes).padStart(6)}  of ${FIRST_BYTES}`);
console.log('Later: every lazy chunk and its style, gzip');
const laterBytes = await weigh(later);
console.log(`  ${String(laterBytes).padStart(6)}  of ${LATER_BYTES}`);
if (firstBytes > FIRST_BYTES || laterBytes > LATER_BYTES) {
  console.error('The customer page is over its budget.');
  process.exit(1);
}

/** Fails when an installed npm package has a licence that this project has not agreed to. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Permissive licences, and MPL-2.0 for build tools alone: its files are never shipped. */
const ALLOWED = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'CC0-1.0', 'Unlicense']);
const BUILD_ONLY = new Set(['MPL-2.0']);

const lock = JSON.parse(await readFile('package-lock.json', 'utf8'));

async function* packages(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.name.startsWith('@')) {
      yield* packages(path);
      continue;
    }
    if (existsSync(join(path, 'package.json'))) yield path;
    if (existsSync(join(path, 'node_modules'))) yield* packages(join(path, 'node_modules'));
  }
}

/** An SPDX expression is fine when one alternative is: `(MIT OR CC0-1.0)`; every part of an AND must be. */
function isAllowed(expression, allowed) {
  const plain = expression.replace(/[()]/g, '');
  return plain.split(' OR ').some((one) => one.split(' AND ').every((part) => allowed(part.trim())));
}

const faults = [];
let count = 0;
for await (const path of packages('node_modules')) {
  const { name, version, license } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'));
  const isBuildOnly = lock.packages[path]?.dev === true;
  const allowed = (id) => ALLOWED.has(id) || (isBuildOnly && BUILD_ONLY.has(id));
  count += 1;
  if (typeof license !== 'string' || !isAllowed(license, allowed)) faults.push(`${name}@${version}: ${JSON.stringify(license)}`);
}
if (faults.length > 0) {
  console.error(`Licences that are not on the list in scripts/licences.mjs:\n  ${faults.join('\n  ')}`);
  process.exit(1);
}
console.log(`${count} packages, every licence is on the list.`);

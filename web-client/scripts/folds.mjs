/**
 * Folds the logs that `cargo xtask folds` had written, and compares the view after every entry with the one that Rust folded.
 * `node scripts/folds.mjs FOLDER SEED`; the lines of a log are those of `session/tests/it/folds/mod.rs`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { runnerImport } from 'vite';

const [folder, seed] = process.argv.slice(2);
const { module } = await runnerImport(fileURLToPath(new URL('../shared/fold.ts', import.meta.url)), { configFile: false, logLevel: 'error' });
const { emptyView, fold } = module;

let entries = 0;
const logs = readdirSync(folder).filter((name) => name.endsWith('.ndjson'));
for (const log of logs) compare(log, readFileSync(join(folder, log), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line)));
if (logs.length < 200 || entries < 200 * 500) fail(`${logs.length} logs of ${entries} entries are too few`);
console.log(`${logs.length} logs, ${entries} entries: after each the two folds have the same view (SEED=${seed})`);

function compare(log, [first, ...lines]) {
  let view = emptyView(first.view.session);
  hold(view, first.view, log, null);
  let expected = first.view;
  let page = null;
  for (const line of lines) {
    entries += 1;
    const before = view;
    view = fold(view, line.event);
    if (fold(view, line.event) !== view) fail(`${at(log, line.event)}: an event that is folded in already changes something`);
    if (line.set) {
      expected = patched(expected, line);
      for (const key of new Set([...Object.keys(expected), ...Object.keys(view)])) {
        if (view[key] === before[key] && !(key in line.set) && !(key in line.lists)) continue;
        if (Array.isArray(expected[key])) holdList(before[key], view[key], expected[key], `/${key}`, log, line);
        else hold(view[key], expected[key], log, line, `/${key}`);
      }
    } else if (line.view) hold(view, line.view, log, line);
    if (page && line.shown) page = fold(page, line.event);
    if (line.customer) {
      // What staff alone may know raises `seq` without the customer's page.
      if (page) hold(page, { ...line.customer, seq: page.seq, last_t: page.last_t }, log, line, '/customer page');
      page ??= line.customer;
    }
  }
}

/** The view that Rust has after a line. */
function patched(view, { set, lists }) {
  const next = { ...view, ...set };
  for (const [key, { length, items }] of Object.entries(lists)) {
    const list = view[key].slice(0, length);
    for (const [index, item] of Object.entries(items)) list[index] = item;
    next[key] = list;
  }
  return next;
}

/** Compares a list where either side changed it. */
function holdList(before, list, expected, path, log, line) {
  if (list.length !== expected.length) return hold(list, expected, log, line, path);
  const changed = line.lists[path.slice(1)]?.items ?? {};
  list.forEach((item, index) => {
    if (item !== before[index] || index in changed) hold(item, expected[index], log, line, `${path}/${index}`);
  });
}

function hold(found, expected, log, line, path = '') {
  if (isDeepStrictEqual(found, expected)) return;
  const [where, one, other] = difference(found, expected, path);
  fail(`${at(log, line?.event)}\n  at ${where || '/'}\n  TypeScript has ${JSON.stringify(one)}\n  Rust has       ${JSON.stringify(other)}`);
}

/** The first place at which two values differ. */
function difference(one, other, path) {
  const inner = (value) => typeof value === 'object' && value !== null;
  if (!inner(one) || !inner(other)) return [path, one, other];
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    if (!isDeepStrictEqual(one[key], other[key]) || key in one !== key in other) return difference(one[key], other[key], `${path}/${key}`);
  }
  return [path, one, other];
}

function at(log, event) {
  return `SEED=${seed}, log ${log}, ${event ? `entry ${event.seq}: ${JSON.stringify(event)}` : 'before any entry'}`;
}

function fail(why) {
  console.error(`The two folds differ. ${why}`);
  process.exit(1);
}

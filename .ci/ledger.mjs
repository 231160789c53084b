/** The ledger: what each step and each story took, beside its share. */
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** What `make test` in a fresh clone may take on two cores that do nothing else, in minutes. */
const WHOLE_MINUTES = 30;

/** Reads what each story took from vitest's report, the longest first. A story that has no share is over it. */
export function readStories(report, shares) {
  if (!existsSync(report)) return [];
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const stories = testResults.map(({ name: file, startTime, endTime, status }) => {
    const name = basename(file).replace(/\.(story|test)\.ts$/, '');
    const [seconds, share] = [Math.round((endTime - startTime) / 1000), shares[name] ?? 0];
    return { name, seconds, share, ok: status === 'passed' && seconds <= share };
  });
  return stories.toSorted((a, b) => b.seconds - a.seconds);
}

/** Says what is over its share, in a sentence each. */
export function overdrawn(entries) {
  return entries
    .filter(({ seconds, share }) => seconds > share)
    .map(({ name, seconds, share }) => `${name} took ${seconds} s; its share is ${share} s (.ci/steps.mjs).`);
}

/** Prints both tables, the faults, and the sums. `before` is what make installed first, in seconds. */
export function print({ steps, stories, before }) {
  console.log('\n── ledger: seconds, of the share in seconds');
  if (before > 0) console.log(line({ ok: true, seconds: before, share: '', name: 'what make installed and built first' }));
  for (const step of steps) console.log(line({ ...step, name: `${step.name}  (${counted(step)})` }));
  if (stories.length > 0) console.log('\n── each story');
  for (const story of stories) console.log(line(story));
  const sum = (key) => steps.reduce((total, step) => total + step[key], 0);
  const seconds = before + sum('seconds');
  console.log(`\n${(seconds / 60).toFixed(1)} minutes; a fresh clone on two idle cores has ${WHOLE_MINUTES}.`);
  for (const fault of [...overdrawn(steps), ...overdrawn(stories)]) console.log(fault);
  if (existsSync('artifacts')) console.log('Screenshots of every stage are in artifacts/.');
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
}

function counted({ passed, failed }) {
  return failed > 0 ? `${passed} passed, ${failed} failed` : `${passed} passed`;
}

function line({ ok, seconds, share, name }) {
  return `${ok ? '  ok  ' : 'FAILED'}  ${String(seconds).padStart(4)} of ${String(share).padStart(4)} s  ${name}`;
}

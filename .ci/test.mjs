/**
 * Runs every check and every test in order, goes on after a failure, and closes with a ledger of what passed, what did not, and what each
 * took. With `--quick` it runs the steps of `make check` alone.
 */
import { overdrawn, print, readStories } from './ledger.mjs';
import { count, run } from './run.mjs';
import { STEPS, STORIES } from './steps.mjs';
import { rmSync } from 'node:fs';

const quick = process.argv.includes('--quick');
/** When make began, in seconds since 1970. */
const began = Number(process.env.BEGAN ?? 0);
const before = began > 0 ? Math.round(Date.now() / 1000 - began) : 0;

const steps = [];
let stories = [];
for (const { name, folder = '.', command, env, share, stories: report } of STEPS.filter((step) => (quick ? step.quick : step.only !== 'quick'))) {
  console.log(`\n── ${name}: ${command}`);
  if (report) rmSync(report, { force: true });
  const start = Date.now();
  const { code, output } = await run(command, folder, env);
  const seconds = Math.round((Date.now() - start) / 1000);
  if (report) stories = readStories(report, STORIES);
  const ok = code === 0 && seconds <= share && (!report || (stories.length > 0 && overdrawn(stories).length === 0));
  steps.push({ name, seconds, share, ok, ...count(output, ok) });
}
print({ steps, stories, before });
process.exitCode = steps.every((step) => step.ok) ? 0 : 1;

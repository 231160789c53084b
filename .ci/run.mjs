/** Runs one command and counts the tests that it tells of. */
import { spawn } from 'node:child_process';

/** How each runner says what it counted: vitest, cargo-nextest, cargo test, node. */
const COUNTS = [
  /^\s+Tests\s+(?:(?<failed>\d+) failed)?[ |]*(?:(?<passed>\d+) passed)?/m,
  /Summary \[.*?\] .*?: (?<passed>\d+) passed[^,]*(?:, (?<failed>\d+) (?:failed|timed out))?/,
  /^test result: \w+\. (?<passed>\d+) passed; (?<failed>\d+) failed/m,
  /^# pass (?<passed>\d+)\n# fail (?<failed>\d+)/m,
];

/** Shows the command's output as it comes, and keeps it to be counted. */
export function run(command, folder, env) {
  return new Promise((resolve) => {
    const child = spawn('bash', ['-c', command], { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const [from, to] of [[child.stdout, process.stdout], [child.stderr, process.stderr]]) {
      from.on('data', (chunk) => {
        to.write(chunk);
        output += chunk;
      });
    }
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** Tests that the output tells of; a step that tells of none is one check. A runner that failed without naming a test counts as one failure. */
export function count(output, ok) {
  const plain = output.replace(/\x1b\[[0-9;]*m/g, '');
  let passed = 0;
  let failed = 0;
  for (const pattern of COUNTS) {
    for (const { groups } of plain.matchAll(new RegExp(pattern, `${pattern.flags}g`))) {
      passed += Number(groups.passed ?? 0);
      failed += Number(groups.failed ?? 0);
    }
  }
  if (ok) return { passed: Math.max(passed, 1), failed };
  return { passed, failed: Math.max(failed, 1) };
}

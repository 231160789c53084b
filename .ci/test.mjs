/** Runs every check and every test in order, goes on after a failure, and closes with what passed and what did not. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Beyond this the stories are not run often enough to be worth having. */
const STORIES_MINUTES = 10;

/** Cheap before dear. `dist` comes before anything that compiles the server, which embeds it. */
const STEPS = [
  ['page types', 'web-client', 'npm run --silent typecheck'],
  ['page lint', 'web-client', 'npm run --silent lint'],
  ['page tests', 'web-client', 'npm run --silent test'],
  ['page build', 'web-client', 'npm run --silent build'],
  ['page weight', 'web-client', 'npm run --silent budget'],
  ['npm licences', 'web-client', 'npm run --silent licences'],
  ['npm licences of the tests', 'tests/browser', 'node ../../web-client/scripts/licences.mjs'],
  ['story types', 'tests/browser', 'npm run --silent typecheck'],
  ['story lint', 'tests/browser', 'npm run --silent lint'],
  ['format', '.', 'cargo fmt --all --check'],
  ['crate licences, bans and sources', '.', 'target/tools/bin/cargo-deny check licenses bans sources'],
  ['arrows between crates', '.', 'cargo xtask arrows'],
  ['generated files are as committed', '.', 'cargo xtask types --check && cargo xtask goldens --check'],
  ['clippy', '.', 'cargo clippy --workspace --all-targets --quiet -- -D warnings'],
  ['documentation', '.', 'cargo doc --workspace --no-deps --quiet', { RUSTDOCFLAGS: '-D warnings' }],
  ['build', '.', 'cargo build --workspace --all-targets --quiet'],
  ['crate tests', '.', has('cargo-nextest') ? 'cargo nextest run --workspace --no-fail-fast' : 'cargo test --workspace --no-fail-fast'],
  ['browser stories', 'tests/browser', 'npm run --silent test', {}, STORIES_MINUTES * 60],
];

/** How each runner says what it counted: vitest, cargo-nextest, cargo test. */
const COUNTS = [
  /^\s+Tests\s+(?:(?<failed>\d+) failed)?[ |]*(?:(?<passed>\d+) passed)?/m,
  /Summary \[.*?\] .*?: (?<passed>\d+) passed[^,]*(?:, (?<failed>\d+) (?:failed|timed out))?/,
  /^test result: \w+\. (?<passed>\d+) passed; (?<failed>\d+) failed/m,
];

const results = [];
for (const [name, folder, command, env, limit = Infinity] of STEPS) {
  console.log(`\n── ${name}: ${command}`);
  const began = Date.now();
  const { code, output } = await run(command, folder, env);
  const seconds = Math.round((Date.now() - began) / 1000);
  const inTime = seconds <= limit;
  if (!inTime) console.log(`${name} took ${seconds} s; the limit is ${limit} s.`);
  const ok = code === 0 && inTime;
  results.push({ name, seconds, ok, ...count(output, ok) });
}
summarise();

function has(tool) {
  return spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;
}

/** Shows the command's output as it comes, and keeps it to be counted. */
function run(command, folder, env) {
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
function count(output, ok) {
  const plain = output.replace(/\x1b\[[0-9;]*m/g, '');
  let passed = 0;
  let failed = 0;
  for (const pattern of COUNTS) {
    for (const { groups } of plain.matchAll(new RegExp(pattern, pattern.flags + 'g'))) {
      passed += Number(groups.passed ?? 0);
      failed += Number(groups.failed ?? 0);
    }
  }
  if (ok) return { passed: Math.max(passed, 1), failed };
  return { passed, failed: Math.max(failed, 1) };
}

function summarise() {
  console.log('\n── summary');
  for (const { name, seconds, ok, passed, failed } of results) {
    const counted = failed > 0 ? `${passed} passed, ${failed} failed` : `${passed} passed`;
    console.log(`${ok ? '  ok  ' : 'FAILED'}  ${String(seconds).padStart(4)} s  ${name}  (${counted})`);
  }
  if (existsSync('artifacts')) console.log('Screenshots of every stage are in artifacts/.');
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = results.every((result) => result.ok) ? 0 : 1;
}

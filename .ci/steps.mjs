/**
 * Every step of `make test`, cheap before dear, with its share: the seconds that it may take on two cores that do nothing else. A share is
 * one and a half to two times what was measured there in a fresh clone (2026-11), because machines have slow hours; what was measured adds up to 25 minutes.
 * A step that grows beyond its share is made quicker, or gets a larger one in a commit that says why.
 */
import { spawnSync } from 'node:child_process';

const has = (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;
const tests = (what) => (has('cargo-nextest') ? `cargo nextest run --workspace ${what} --no-fail-fast` : `cargo test --workspace ${what} --no-fail-fast`);

/** `quick` steps are those of `make check`. `dist` comes before anything that compiles the server, which embeds it. */
export const STEPS = [
  { name: 'page types', quick: true, folder: 'web-client', command: 'npm run --silent typecheck', share: 20 },
  { name: 'page lint', quick: true, folder: 'web-client', command: 'npm run --silent lint', share: 20 },
  { name: 'page tests', quick: true, folder: 'web-client', command: 'npm run --silent test', share: 60 },
  { name: 'page build', folder: 'web-client', command: 'npm run --silent build', share: 20 },
  { name: 'page weight', folder: 'web-client', command: 'npm run --silent budget', share: 20 },
  { name: 'npm licences', folder: 'web-client', command: 'npm run --silent licences', share: 20 },
  { name: 'npm licences of the tests', folder: 'tests/browser', command: 'node ../../web-client/scripts/licences.mjs', share: 20 },
  { name: 'story types', quick: true, folder: 'tests/browser', command: 'npm run --silent typecheck', share: 20 },
  { name: 'story lint', quick: true, folder: 'tests/browser', command: 'npm run --silent lint', share: 20 },
  { name: 'ledger', quick: true, command: 'node --test .ci/ledger.test.mjs', share: 20 },
  { name: 'format', quick: true, command: 'cargo fmt --all --check', share: 20 },
  { name: 'crate licences, bans and sources', command: 'target/tools/bin/cargo-deny check licenses bans sources', share: 20 },
  { name: 'build', command: 'cargo build --workspace --all-targets --quiet', share: 720 },
  { name: 'order of crates and files', quick: true, command: 'cargo xtask arrows && cargo xtask circles && cargo xtask sizes && cargo xtask features', share: 20 },
  { name: 'generated types are as committed', quick: true, command: 'cargo xtask types --check', share: 20 },
  { name: 'folds of server and pages are equal', command: 'cargo xtask folds', share: 90 },
  { name: 'clippy', quick: true, command: 'cargo clippy --workspace --all-targets --quiet -- -D warnings', share: 240 },
  { name: 'documentation', command: 'cargo doc --workspace --no-deps --quiet', env: { RUSTDOCFLAGS: '-D warnings' }, share: 60 },
  { name: 'unit tests', quick: true, only: 'quick', command: tests('--lib --bins'), share: 120 },
  { name: 'crate tests', command: tests(''), share: 330 },
  { name: 'browser stories', folder: 'tests/browser', command: 'npm run --silent test -- --reporter=verbose --reporter=json --outputFile.json=../../target/stories.json', stories: 'target/stories.json', share: 900 },
];

/** The share of each story, by its file. */
export const STORIES = {
  call: 130,
  code: 45,
  console: 110,
  devices: 20,
  disk: 45,
  disturbed: 100,
  join: 60,
  kill: 120,
  networks: 200,
  phone: 60,
  review: 60,
  states: 90,
  two: 70,
  forwarder: 10,
  'frame-code': 10,
  picture: 10,
  whole: 5,
};

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { overdrawn, readStories } from './ledger.mjs';
import { count } from './run.mjs';
import { STEPS } from './steps.mjs';

test('a story over its share, one without a share and one that failed are not well', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  const took = (name, seconds, status = 'passed') => ({ name: `/stories/${name}.story.ts`, startTime: 0, endTime: seconds * 1000, status });
  writeFileSync(join(folder, 'stories.json'), JSON.stringify({ testResults: [took('quick', 4), took('slow', 40), took('new', 1), took('broken', 2, 'failed')] }));
  const stories = readStories(join(folder, 'stories.json'), { quick: 10, slow: 20, broken: 10 });
  rmSync(folder, { recursive: true });
  assert.deepEqual(stories.map(({ name, ok }) => [name, ok]), [['slow', false], ['quick', true], ['broken', false], ['new', false]]);
  assert.equal(overdrawn(stories).length, 2);
});

test('a report that was never written tells of no story', () => {
  assert.deepEqual(readStories('nowhere.json', {}), []);
});

test('what each runner counts is added up, and a step that counts nothing is one check', () => {
  assert.deepEqual(count('test result: ok. 3 passed; 0 failed; 0 ignored\ntest result: ok. 4 passed; 0 failed;', true), { passed: 7, failed: 0 });
  assert.deepEqual(count('     Summary [ 1.2s] 9 tests run: 8 passed, 1 failed, 0 skipped', false), { passed: 8, failed: 1 });
  assert.deepEqual(count('', true), { passed: 1, failed: 0 });
  assert.deepEqual(count('', false), { passed: 0, failed: 1 });
});

test('every step has a share, and their sum leaves a slow machine an hour at most', () => {
  assert.ok(STEPS.every(({ share }) => share > 0));
  assert.ok(STEPS.reduce((sum, { share }) => sum + share, 0) <= 3600);
});

import { expect, test } from 'vitest';
import { Refusals } from './refusals';

test('a refusal stands beside its place until the same works', () => {
  const refusals = new Refusals();
  refusals.handle('steps', { ok: false, code: 'store_unavailable' });
  refusals.handle('chat', { ok: true });
  expect(refusals.faults.value).toEqual({ steps: 'store_unavailable' });
  refusals.handle('steps', { ok: true });
  expect(refusals.faults.value).toEqual({});
});

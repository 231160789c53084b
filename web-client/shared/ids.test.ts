import { expect, test } from 'vitest';
import { newId } from './ids';

test('an id is a UUIDv7: its time first, so that ids sort by age', () => {
  const id = newId(Date.UTC(2026, 10, 22));
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 10, 22));
  expect(newId(1_000) < newId(2_000)).toBe(true);
});

test('no two ids are alike', () => {
  expect(new Set(Array.from({ length: 1_000 }, () => newId(0))).size).toBe(1_000);
});

import { expect, test } from 'vitest';
import { addressOf, parseRoute } from './address';

test('an address comes back as it was written', () => {
  const session = { name: 'session', id: '0198c0de-0000-7000-8000-000000000001' } as const;
  expect(parseRoute(addressOf(session))).toEqual(session);
  expect(parseRoute(addressOf({ name: 'desk' }))).toEqual({ name: 'desk' });
});

test('a one-time link is known by its fragment', () => {
  expect(parseRoute('#link=aB3-_x')).toEqual({ name: 'link', token: 'aB3-_x' });
});

test('what is no address is the desk', () => {
  for (const odd of ['', '#', '#/session/', '#/session/../x', '#link=', '#link=a b']) expect(parseRoute(odd)).toEqual({ name: 'desk' });
});

import { signal } from '@preact/signals-core';
import { beforeEach, expect, test } from 'vitest';
import type { Link } from './connection';
import { Offers } from './offers';
import type { End } from './socket';

const link = signal<Link<End>>({ name: 'open' });
let sent: unknown[];
let isUp: boolean;
let offers: Offers;

beforeEach(() => {
  [sent, isUp, link.value] = [[], true, { name: 'open' }];
  offers = new Offers({ link, sendNow: (message) => (sent.push(message), isUp) });
});

test('each offer gets its own answer, in any order', async () => {
  const both = [offers.offer('first'), offers.offer('second')];
  expect(sent).toEqual([
    { type: 'offer', id: 1, sdp: 'first' },
    { type: 'offer', id: 2, sdp: 'second' },
  ]);
  offers.handleMessage({ type: 'offer_refused', id: 2, code: 'bad_offer', sentence: '' });
  offers.handleMessage({ type: 'answer', id: 1, sdp: 'v=0' });
  expect(await Promise.all(both)).toEqual([
    { ok: true, sdp: 'v=0' },
    { ok: false, code: 'bad_offer' },
  ]);
});

test('an offer that was cut off is answered, so that a new one can be made', async () => {
  const offer = offers.offer('v=0');
  link.value = { name: 'away', since: 0, planned: false };
  expect(await offer).toEqual({ ok: false, code: 'restarting' });
  isUp = false;
  expect(await offers.offer('v=0')).toEqual({ ok: false, code: 'restarting' });
});

test('the end of the session answers an offer that still waits', async () => {
  const offer = offers.offer('v=0');
  link.value = { name: 'ended', why: { name: 'over' } };
  expect(await offer).toEqual({ ok: false, code: 'session_over' });
});

import { expect, test } from 'vitest';
import { addressOf, isFiltered, momentOf, NO_FILTERS, parseMoment, parseRoute, queryOf, type Route } from './address';

const id = '0192f000-0000-7000-8000-00000000000c';

test('an address brings back the list and the session that it was made from', () => {
  const filters = { q: 'olvidé & más', from: '2026-11-01', to: '', supervisor: id, disposition: 'visit', state: '' };
  const routes: Route[] = [
    { name: 'list', filters: NO_FILTERS },
    { name: 'list', filters },
    { name: 'session', id, filters },
  ];
  for (const route of routes) expect(parseRoute(addressOf(route).split('?')[1] ?? '')).toEqual(route);
});

test('only filters that are set stand in the address', () => {
  expect(addressOf({ name: 'list', filters: NO_FILTERS })).toBe('/review');
  expect(queryOf({ ...NO_FILTERS, disposition: 'visit' })).toBe('disposition=visit');
  expect(isFiltered(NO_FILTERS)).toBe(false);
});

test('what is no id is the list', () => expect(parseRoute('?session=../x').name).toBe('list'));

test('a moment is read in seconds and as a clock', () => {
  expect(['#t=462.5', 't=0', '#t=7:42', '#t=1:02:03'].map(parseMoment)).toEqual([462_500, 0, 462_000, 3_723_000]);
  expect(['', '#t=', '#t=-4', '#t=7:99', '#t=x'].map(parseMoment)).toEqual([null, null, null, null, null]);
});

test('a moment survives its address to a tenth of a second', () => expect(parseMoment(momentOf(462_480))).toBe(462_500));

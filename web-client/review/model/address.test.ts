import { afterEach, expect, test, vi } from 'vitest';
import { addressOf, isFiltered, momentOf, NO_FILTERS, parseMoment, parseRoute, queryOf, wantedOf, type Route } from './address';

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

afterEach(() => {
  vi.unstubAllEnvs();
});

test('a day is asked for from its beginning to its end by the reader’s clock', () => {
  const asked = (timeZone: string, from: string, to: string) => {
    vi.stubEnv('TZ', timeZone);
    const wanted = wantedOf({ ...NO_FILTERS, q: 'wifi', from, to });
    return [wanted.get('q'), wanted.get('from'), wanted.get('to')];
  };
  expect(asked('Asia/Kolkata', '2026-11-20', '2026-11-20')).toEqual(['wifi', '2026-11-19T18:30:00.000Z', '2026-11-20T18:30:00.000Z']);
  expect(asked('America/Bogota', '2026-11-20', '')).toEqual(['wifi', '2026-11-20T05:00:00.000Z', null]);
  // The day on which clocks are set back has 25 hours.
  expect(asked('Europe/Madrid', '2026-10-25', '2026-10-25')).toEqual(['wifi', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z']);
});

test('a day that there is not narrows nothing', () => {
  expect(parseRoute('?from=2026-13-01&to=soon&q=wifi')).toEqual({ name: 'list', filters: { ...NO_FILTERS, q: 'wifi' } });
});

test('what is no id is the list', () => expect(parseRoute('?session=../x').name).toBe('list'));

test('a moment is read in seconds and as a clock', () => {
  expect(['#t=462.5', 't=0', '#t=7:42', '#t=1:02:03'].map(parseMoment)).toEqual([462_500, 0, 462_000, 3_723_000]);
  expect(['', '#t=', '#t=-4', '#t=7:99', '#t=x'].map(parseMoment)).toEqual([null, null, null, null, null]);
});

test('a moment survives its address to a tenth of a second', () => expect(parseMoment(momentOf(462_480))).toBe(462_500));

import { expect, test } from 'vitest';
import type { Result } from '../../shared/api';
import type { ReviewList, SessionSummary } from '../../shared/wire/wire';
import { NO_FILTERS } from '../model/address';
import { SessionList } from './list';

const row = (session: string) => ({ session }) as SessionSummary;
const page = (names: string[], next: string | null): Result<ReviewList> => ({ ok: true, value: { sessions: names.map(row), total: 3, next } });

/** A server whose answers come when the test says so. */
function held() {
  const waiting: ((answer: Result<ReviewList>) => void)[] = [];
  const list = new SessionList(() => new Promise((resolve) => waiting.push(resolve)));
  return { list, waiting };
}

test('an answer to an older question never replaces that to a newer one', async () => {
  const { list, waiting } = held();
  const [first, second] = [list.load(NO_FILTERS), list.load({ ...NO_FILTERS, q: 'wifi' })];
  waiting[1]?.(page(['new'], null));
  await second;
  waiting[0]?.(page(['old'], null));
  await first;
  expect(list.state.value.sessions?.map((one) => one.session)).toEqual(['new']);
});

test('a further page is put behind, and a session that moved meanwhile stands once', async () => {
  const answers = [page(['a', 'b'], 'x'), page(['b', 'c'], null)];
  const list = new SessionList(async () => answers.shift() ?? page([], null));
  await list.load(NO_FILTERS);
  await list.more(NO_FILTERS);
  expect(list.state.value.sessions?.map((one) => one.session)).toEqual(['a', 'b', 'c']);
  expect(list.state.value.next).toBe(null);
});

test('a further page that fails leaves what is there, and can be asked for again', async () => {
  const answers: Result<ReviewList>[] = [page(['a'], 'x'), { ok: false, code: 'offline' }, page(['b'], null)];
  const list = new SessionList(async () => answers.shift() ?? page([], null));
  await list.load(NO_FILTERS);
  await list.more(NO_FILTERS);
  expect(list.state.value).toMatchObject({ fault: { of: 'more', code: 'offline' }, next: 'x' });
  await list.more(NO_FILTERS);
  expect(list.state.value.sessions?.length).toBe(2);
});

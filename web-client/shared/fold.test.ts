/** Holds the TypeScript fold to the Rust one: the same view after every entry of the golden logs. */
import { expect, test } from 'vitest';
import { emptyView, fold } from './fold';
import type { Envelope, SessionView } from './wire/wire';

const files = import.meta.glob<string>('../../protocol/tests/golden/logs/*.jsonl', { query: '?raw', import: 'default', eager: true });

const lines = (text: string) => text.trimEnd().split('\n');
const logs = Object.keys(files)
  .filter((path) => path.endsWith('.views.jsonl'))
  .map((path) => ({ name: path.split('/').at(-1), log: files[path.replace('.views', '')]!, views: files[path]! }));

type Json = { [key: string]: Json };
type Line = { body: Json; personal?: Record<string, { value: string }> };

/** An exported line as the event that pages get: `open` in `protocol/src/log/entry.rs`. */
function opened(line: string): Envelope {
  const { body, personal = {} } = JSON.parse(line) as Line;
  for (const [pointer, { value }] of Object.entries(personal)) {
    const keys = pointer.split('/').slice(1).map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    const place = keys.reduce((at, key) => at[key]!, body);
    delete place['commitment'];
    Object.assign(place, { clear: value });
  }
  return body as unknown as Envelope;
}

/** Folds a log and shows each view. */
function replay(log: string, check: (view: SessionView, seq: number) => void) {
  const [header = '', ...entries] = lines(log);
  let view = emptyView((JSON.parse(header) as { session: string }).session);
  check(view, 0);
  for (const [index, line] of entries.entries()) {
    view = fold(view, opened(line));
    check(view, index + 1);
  }
}

test('there are golden logs to compare with', () => {
  expect(logs.length).toBeGreaterThanOrEqual(4);
});

for (const { name, log, views: golden } of logs) {
  test(`${name}: the view after every entry is the one that Rust folds`, () => {
    const expected = lines(golden).map((line) => JSON.parse(line) as SessionView);
    expect(expected.length).toBe(lines(log).length);
    replay(log, (view, seq) => expect(view, `after entry ${seq}`).toStrictEqual(expected[seq]));
  });

  test(`${name}: a folded view is never changed afterwards, and a repeated event changes nothing`, () => {
    const kept: { view: SessionView; text: string }[] = [];
    replay(log, (view) => kept.push({ view, text: JSON.stringify(view) }));
    for (const { view, text } of kept) expect(JSON.stringify(view)).toBe(text);
    const last = kept.at(-1)!.view;
    for (const line of lines(log).slice(1)) expect(fold(last, opened(line))).toBe(last);
  });
}

test('what only a later build knows gives nothing, shows nothing and is counted', () => {
  const before = replayed('story');
  const later = (type: string, data: object) => ({ ...before.event, seq: before.view.seq + 1, type, data }) as unknown as Envelope;
  const counted = { ...before.view, seq: before.view.seq + 1, last_t: before.event.t };
  for (const event of [
    later('later.event', { scope: 'hear' }),
    later('consent.granted', { scope: 'later' }),
    later('mark.drawn', { mark: { n: 9, shape: { kind: 'later' } } }),
  ]) {
    expect(fold(before.view, event), event.type).toStrictEqual(counted);
  }
  expect(fold(before.view, later('media.source', { source: 'later', size: null, still: null })).picture.source).toBe('none');
});

/** The view at the end of a golden log, and its last event. */
function replayed(name: string): { view: SessionView; event: Envelope } {
  const log = logs.find((one) => one.name === `${name}.views.jsonl`)!.log;
  let last = emptyView('');
  replay(log, (view) => (last = view));
  return { view: last, event: opened(lines(log).at(-1)!) };
}

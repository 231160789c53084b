import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyView } from '../../shared/fold';
import type { Auth } from '../../shared/staff/auth';
import type { SessionView, State } from '../../shared/wire/wire';
import { Calls } from './calls';

/** Sessions whose state the test sets, and what was done to each, in order. */
const made = vi.hoisted(() => new Map<string, { readonly did: string[]; enter: (state: State) => void }>());
const microphone = vi.hoisted(() => ({ isOpen: false }));

vi.mock('./live', async () => {
  const { signal } = await import('@preact/signals');
  return {
    Live: class {
      readonly id: string;
      readonly did: string[] = [];
      readonly socket = { view: signal<SessionView | null>(null), link: signal({ name: 'open' }) };
      onNews = () => undefined;
      constructor(id: string) {
        this.id = id;
        made.set(id, { did: this.did, enter: (state) => (this.socket.view.value = { ...emptyView(id), state }) });
      }
      open() {}
      close() {
        this.did.push('closed');
      }
      handleOnAir(onAir: boolean) {
        this.did.push(onAir ? 'on air' : 'off air');
      }
      hold(held: boolean) {
        this.did.push(held ? 'hold' : 'go on');
        return Promise.resolve(true);
      }
    },
  };
});
vi.mock('./microphone', () => ({
  Microphone: class {
    open() {
      microphone.isOpen = true;
    }
    close() {
      microphone.isOpen = false;
    }
  },
}));

const active: State = { name: 'active' };
let calls: Calls;
let news: string[];

/** Puts a session on screen; says what is done to it. */
function show(id: string, state: State): string[] {
  calls.show(id);
  made.get(id)?.enter(state);
  return made.get(id)?.did ?? [];
}
const enter = (id: string, state: State) => made.get(id)?.enter(state);

beforeEach(() => {
  made.clear();
  news = [];
  calls = new Calls({} as Auth);
  calls.onNews = (what, live) => news.push(`${what} ${live.id}`);
  calls.start();
});
afterEach(() => calls.close());

test('who comes on screen has the voice, and whoever had it is held and said to be', () => {
  const first = show('a', active);
  expect([first, calls.onAir.value?.id, microphone.isOpen]).toEqual([['on air'], 'a', true]);
  const second = show('b', active);
  expect(first).toEqual(['on air', 'off air', 'hold']);
  expect(second).toEqual(['on air']);
  expect(news).toEqual(['held_for_another a']);
  enter('a', { name: 'held' });
  calls.show('a');
  expect(first.slice(3)).toEqual(['on air']);
  expect(second).toEqual(['on air', 'off air', 'hold']);
  expect([calls.onAir.value?.id, microphone.isOpen]).toEqual(['a', true]);
});

test('a session at the door takes nobody’s voice before its customer is let in', () => {
  const call = show('a', active);
  show('b', { name: 'asking' });
  expect([call, calls.onAir.value?.id]).toEqual([['on air'], 'a']);
  enter('b', { name: 'authorizing' });
  expect(call).toEqual(['on air', 'off air', 'hold']);
  expect(calls.onAir.value?.id).toBe('b');
});

test('at the desk the call goes on, and is not held', () => {
  const call = show('a', active);
  calls.show(null);
  expect([call, calls.onAir.value?.id, microphone.isOpen]).toEqual([['on air'], 'a', true]);
});

test('one who waits on hold already is not held twice', () => {
  const call = show('a', { name: 'held' });
  show('b', active);
  expect(call).toEqual(['on air', 'off air']);
  expect(news).toEqual([]);
});

test('the end of the call on air closes the microphone, and the one on hold stays on hold', () => {
  const first = show('a', active);
  const second = show('b', active);
  enter('b', { name: 'wrapping_up', reason: 'ended' });
  expect(second).toEqual(['on air', 'off air']);
  expect([calls.onAir.value, microphone.isOpen]).toEqual([null, false]);
  expect(first).toEqual(['on air', 'off air', 'hold']);
});

test('what is over is forgotten with the next, and what goes on is kept', () => {
  const over = show('a', { name: 'over', outcome: 'completed' });
  const kept = show('b', active);
  expect([over, kept]).toEqual([['closed'], ['on air']]);
});

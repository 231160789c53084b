import { beforeEach, expect, test, vi } from 'vitest';
import { emptyView } from './fold';
import { SessionSocket, type Outcome } from './socket';
import type { ServerMessage, SessionView } from './wire/wire';

/** The connection below the socket: what it was asked to send, and what the server says through it. */
const wire = vi.hoisted(() => ({ sent: [] as unknown[], receive: (_message: unknown) => undefined as void, hello: () => ({}) as unknown, isUp: true }));

vi.mock('./connection', async () => {
  const { signal } = await import('@preact/signals-core');
  return {
    Connection: class {
      readonly link = signal<{ name: string; why?: unknown }>({ name: 'connecting' });
      constructor(options: { receive: (message: unknown) => void; hello: () => unknown }) {
        wire.receive = options.receive;
        wire.hello = options.hello;
      }
      open() {}
      handleWelcome() {
        this.link.value = { name: 'open' };
      }
      handleRestarting() {
        this.link.value = { name: 'away' };
      }
      end(why: unknown) {
        this.link.value = { name: 'ended', why };
      }
      send(message: unknown) {
        wire.sent.push(message);
        return wire.isUp;
      }
    },
  };
});

const say = (message: ServerMessage) => wire.receive(message);
const welcome = (dseq = 0, view = true) =>
  say({
    type: 'welcome',
    v: 1,
    participant: 'p',
    role: 'customer',
    now_t: 1_000,
    dseq,
    resume: 'next',
    codecs: ['video/VP8'],
    view: view ? emptyView('s') : null,
  });
const event = (seq: number) => ({ v: 1, session: 's', seq, t: seq * 10, ts: '', actor: { role: 'service' as const }, type: 'session.held' as const, data: {} });
const commands = () => wire.sent.filter((message) => (message as { type: string }).type === 'do');

let socket: SessionSocket<string, SessionView>;

beforeEach(() => {
  wire.sent = [];
  wire.isUp = true;
  socket = new SessionSocket<string, SessionView>({ path: '/ws', token: () => 'secret' });
});

test('a page comes back with the last event that it has', () => {
  expect(wire.hello()).toMatchObject({ token: 'secret', have: null });
  welcome();
  say({ type: 'events', events: [event(1), event(2)] });
  expect(socket.view.value).toMatchObject({ seq: 2, state: { name: 'held' } });
  expect(wire.hello()).toMatchObject({ have: 2 });
});

test('an event that comes twice counts once', () => {
  welcome();
  say({ type: 'events', events: [event(1)] });
  const before = socket.view.value;
  say({ type: 'events', events: [event(1)] });
  expect(socket.view.value).toBe(before);
});

test('a command waits for the first welcome, and is numbered from one', () => {
  void socket.do('a');
  void socket.do('b');
  expect(commands()).toEqual([]);
  welcome();
  expect(commands()).toEqual([
    { type: 'do', dseq: 1, command: 'a' },
    { type: 'do', dseq: 2, command: 'b' },
  ]);
});

test('after a cut all that was not answered is sent again, under its old number, and only the server says what became of it', async () => {
  welcome();
  const outcomes = [socket.do('refused, and the answer was lost'), socket.do('done, and the answer was lost'), socket.do('never heard')];
  wire.sent = [];
  welcome(2, false);
  expect(commands()).toMatchObject([{ dseq: 1 }, { dseq: 2 }, { dseq: 3 }]);
  say({ type: 'refused', dseq: 1, code: 'out_of_order', sentence: '' });
  say({ type: 'done', dseq: 2, seq: 7 });
  say({ type: 'done', dseq: 3, seq: 8 });
  expect(await Promise.all(outcomes)).toEqual([{ ok: false, code: 'out_of_order' }, { ok: true, seq: 7 }, { ok: true, seq: 8 }]);
});

test('a refusal says why', async () => {
  welcome();
  const outcome = socket.do('a');
  say({ type: 'refused', dseq: 1, code: 'no_consent', sentence: '' });
  expect(await outcome).toEqual({ ok: false, code: 'no_consent' });
});

test('the end of the session answers everything that still waits', async () => {
  welcome();
  const outcomes: Promise<Outcome>[] = [socket.do('a'), socket.do('b')];
  say({ type: 'over' });
  expect(await Promise.all(outcomes)).toEqual([
    { ok: false, code: 'session_over' },
    { ok: false, code: 'session_over' },
  ]);
  expect(socket.link.value).toEqual({ name: 'ended', why: { name: 'over' } });
  expect(await socket.do('c')).toEqual({ ok: false, code: 'session_over' });
});

test('a page that can’t be let in learns why, and one that only has to wait comes back', () => {
  say({ type: 'problem', code: 'store_unavailable', sentence: '', closing: true });
  expect(socket.link.value.name).toBe('connecting');
  say({ type: 'problem', code: 'wrong_version', sentence: '', closing: true });
  expect(socket.link.value).toEqual({ name: 'ended', why: { name: 'refused', code: 'wrong_version' } });
});

test('a ping is answered, and sets the clock', () => {
  welcome();
  say({ type: 'ping', n: 7, now_t: 60_000 });
  expect(wire.sent).toContainEqual({ type: 'pong', n: 7 });
  expect(socket.clock.second.value).toBe(60);
});

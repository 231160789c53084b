import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Connection, waitBefore } from './connection';

/** The browser's end of a socket, moved by hand. */
class HandSocket {
  static readonly OPEN = 1;
  static made: HandSocket[] = [];
  static get last(): HandSocket {
    const last = HandSocket.made.at(-1);
    if (!last) throw new Error('no socket was made');
    return last;
  }
  binaryType = '';
  readyState = 0;
  readonly sent: string[] = [];
  readonly url: string;
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor(url: URL) {
    this.url = url.href;
    HandSocket.made.push(this);
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.readyState = 3;
  }
  open(): void {
    this.readyState = HandSocket.OPEN;
    this.onopen?.();
  }
  hear(message: unknown): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

/** Whether the server answers plain requests. */
let answers = true;

beforeEach(() => {
  answers = true;
  vi.stubGlobal('fetch', () => (answers ? Promise.resolve({ ok: true }) : Promise.reject(new TypeError('no network'))));
  vi.useFakeTimers();
  HandSocket.made = [];
  const page = new EventTarget();
  vi.stubGlobal('WebSocket', HandSocket);
  vi.stubGlobal('location', { href: 'https://help.example/j#secret' });
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }));
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  vi.stubGlobal('dispatchEvent', page.dispatchEvent.bind(page));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A connection whose server has just welcomed it. */
function connect() {
  const connection: Connection<unknown, string> = new Connection({ path: '/ws/x', hello: () => ({ type: 'hello' }), receive: () => connection.handleWelcome() });
  connection.open();
  HandSocket.last.open();
  HandSocket.last.hear({ type: 'welcome' });
  return connection;
}

test('waits grow from a quarter of a second to their bound, and chance spreads them', () => {
  expect([0, 1, 2, 3, 9].map((attempt) => waitBefore(attempt, 1))).toEqual([250, 500, 1000, 2000, 2000]);
  expect(waitBefore(3, 0)).toBe(1000);
});

test('the first message authenticates, and the fragment with its secret stays here', () => {
  connect();
  expect(HandSocket.last.sent).toEqual(['{"type":"hello"}']);
  expect(HandSocket.last.url).toBe('wss://help.example/ws/x');
});

test('a cut is told at once, and a new try follows', () => {
  const connection = connect();
  HandSocket.last.onclose?.();
  expect(connection.link.value).toMatchObject({ name: 'away', planned: false });
  vi.advanceTimersByTime(250);
  expect(HandSocket.made).toHaveLength(2);
});

test('silence counts as a cut, and any message breaks it', () => {
  const connection = connect();
  vi.advanceTimersByTime(4_900);
  HandSocket.last.hear({});
  vi.advanceTimersByTime(4_900);
  expect(connection.link.value.name).toBe('open');
  vi.advanceTimersByTime(200);
  expect(connection.link.value.name).toBe('away');
});

test('a page is away since the server was last heard, not since it noticed', () => {
  const connection = connect();
  vi.advanceTimersByTime(1_000);
  HandSocket.last.hear({});
  const heard = Date.now();
  vi.advanceTimersByTime(5_000);
  expect(connection.link.value).toMatchObject({ name: 'away', since: heard });
});

test('a try that hangs is given up for the next', async () => {
  connect();
  HandSocket.last.onclose?.();
  vi.advanceTimersByTime(250);
  await vi.advanceTimersByTimeAsync(4_000 + 500);
  expect(HandSocket.made).toHaveLength(3);
});

test('once a try has failed, no socket is opened before the server answers at all', async () => {
  answers = false;
  connect();
  HandSocket.last.onclose?.();
  vi.advanceTimersByTime(250);
  HandSocket.last.onclose?.();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(HandSocket.made).toHaveLength(2);
  answers = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(HandSocket.made).toHaveLength(3);
});

test('since when the page is away does not move with each try', () => {
  const connection = connect();
  HandSocket.last.onclose?.();
  const before = connection.link.value;
  vi.advanceTimersByTime(250);
  HandSocket.last.onclose?.();
  expect(connection.link.value).toEqual(before);
});

test('a restart that was announced is waited for as long as the server said', () => {
  const connection = connect();
  connection.handleRestarting(1_200, 60_000);
  HandSocket.last.onclose?.();
  expect(connection.link.value).toMatchObject({ name: 'away', planned: true });
  vi.advanceTimersByTime(1_199);
  expect(HandSocket.made).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(HandSocket.made).toHaveLength(2);
});

test('the network’s return ends the wait', () => {
  connect();
  HandSocket.last.onclose?.();
  dispatchEvent(new Event('online'));
  expect(HandSocket.made).toHaveLength(2);
});

test('what is over is not tried again', () => {
  const connection = connect();
  connection.end('replaced');
  vi.advanceTimersByTime(60_000);
  dispatchEvent(new Event('online'));
  expect(HandSocket.made).toHaveLength(1);
  expect(connection.link.value).toEqual({ name: 'ended', why: 'replaced' });
});

test('nothing is sent that nobody would hear', () => {
  const connection = connect();
  HandSocket.last.readyState = 3;
  expect(connection.send({})).toBe(false);
});

import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyView, fold } from '../../../shared/fold';
import type { Outcome } from '../../../shared/socket';
import type { Envelope, SessionView, StandingMark, SupervisorCommand } from '../../../shared/wire/wire';
import { QUIET_MS } from '../away';
import type { Context, Socket } from '../context';
import { now } from '../now';
import { Refusals } from '../refusals';
import { Tools } from './tools';

const TAB = 'this-tab';
const phone = { width: 720, height: 1280, rotation: 0 } as const;

/** A session with a shared screen, whose server answers when the test says so. */
class Server {
  readonly view = signal<SessionView>({
    ...emptyView('s'),
    state: { name: 'active' },
    consent: { view_screen: true, view_camera: false, hear: false, snapshot: false },
    picture: { ...emptyView('s').picture, source: 'screen', epoch: 1, size: phone },
  });
  readonly commands: SupervisorCommand[] = [];
  readonly refusals = new Refusals();
  readonly #answers: ((outcome: Outcome) => void)[] = [];
  #seq = 0;
  readonly link = signal<{ name: 'open' } | { name: 'away'; since: number }>({ name: 'open' });
  readonly socket = {
    view: this.view,
    link: this.link,
    tab: TAB,
    dseq: 0,
    clock: { now: () => 0 },
    sendBytes: () => undefined,
    do: (command: SupervisorCommand) => {
      this.socket.dseq = this.commands.push(command);
      return new Promise<Outcome>((settle) => this.#answers.push(settle));
    },
  };
  readonly tools = new Tools({ socket: this.socket as unknown as Socket, refusals: this.refusals, frame: signal(phone) } satisfies Context);

  /** Draws a box and gives the command's number. */
  draw(): number {
    this.tools.handleTool('box');
    this.tools.handleDown({ x: 1_000, y: 1_000 });
    this.tools.handleDrag({ x: 20_000, y: 20_000 });
    this.tools.handleUp();
    return this.socket.dseq;
  }

  /** Everybody is told of the mark that a command made. */
  tell(dseq: number, name: string, tab = TAB): void {
    const command = this.commands[dseq - 1];
    if (command?.do !== 'mark') throw new Error('no mark was asked for');
    const { shape, colour, label, anchor } = command;
    const mark = { mark: name, n: 0, drawn_t: 0, faded: false, shape, colour, label: label === null ? null : { clear: label }, anchor } as StandingMark;
    this.#event({ type: 'mark.drawn', data: { mark }, cause: { tab, dseq } });
  }

  /** Does what was asked, or refuses it. */
  async answer(dseq: number, outcome: Outcome): Promise<void> {
    const command = this.commands[dseq - 1];
    if (outcome.ok && command?.do === 'unmark') this.#event({ type: 'mark.removed', data: { mark: command.mark }, cause: { tab: TAB, dseq } });
    this.#answers[dseq - 1]?.(outcome);
    await Promise.resolve();
    await Promise.resolve();
  }

  /** The marks that were asked to go, in order. */
  get taken(): string[] {
    return this.commands.flatMap((command) => (command.do === 'unmark' ? [command.mark] : []));
  }

  #event(part: Pick<Envelope, 'type' | 'data' | 'cause'>): void {
    this.#seq += 1;
    const event = { v: 1, session: 's', seq: this.#seq, t: this.#seq, ts: '', actor: { role: 'supervisor', participant: 'lucia' }, ...part } as Envelope;
    this.view.value = fold(this.view.value, event);
    this.tools.handleEvents([event]);
  }
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const done: Outcome = { ok: true, seq: 1 };

test('undo pressed again before the answer takes the mark before it', async () => {
  const server = new Server();
  for (const name of ['a', 'b', 'c']) server.tell(server.draw(), name);
  server.tools.handleUndo();
  server.tools.handleUndo();
  expect(server.taken).toEqual(['c', 'b']);
  await server.answer(4, done);
  await server.answer(5, done);
  server.tools.handleUndo();
  expect(server.taken).toEqual(['c', 'b', 'a']);
});

test('undo takes the mark that is on its way, not an older one, and its ink goes at once', () => {
  const server = new Server();
  server.tell(server.draw(), 'old');
  const late = server.draw();
  expect(server.tools.ghosts.value).toHaveLength(1);
  server.tools.handleUndo();
  expect(server.tools.ghosts.value).toEqual([]);
  expect(server.taken).toEqual([]);
  server.tell(late, 'late');
  expect(server.taken).toEqual(['late']);
  server.tools.handleUndo();
  expect(server.taken).toEqual(['late', 'old']);
});

test('a mark that could not be taken away can be asked for again, and it says why', async () => {
  const server = new Server();
  server.tell(server.draw(), 'a');
  server.tools.handleUndo();
  await server.answer(2, { ok: false, code: 'store_unavailable' });
  expect(server.refusals.faults.value).toEqual({ marks: 'store_unavailable' });
  server.tools.handleUndo();
  expect(server.taken).toEqual(['a', 'a']);
});

test('own marks go before those of another page, whatever their order', async () => {
  const server = new Server();
  server.tell(server.draw(), 'own');
  server.tell(server.draw(), 'theirs', 'another-tab');
  // The one from elsewhere cites no command of this page: its ghost is settled by the answer.
  await server.answer(2, done);
  server.tools.handleUndo();
  server.tools.handleUndo();
  expect(server.taken).toEqual(['own', 'theirs']);
});

test('ink of the first two seconds of a cut is sent, later ink is not, and what was being drawn is given up', () => {
  const server = new Server();
  const since = now.peek();
  server.link.value = { name: 'away', since };
  server.draw();
  expect(server.commands).toHaveLength(1);
  server.tools.words.value = 'Tap here';
  server.tools.handleDown({ x: 1_000, y: 1_000 });
  now.value = since + QUIET_MS;
  server.tools.handleDrag({ x: 20_000, y: 20_000 });
  server.tools.handleUp();
  server.draw();
  expect(server.commands).toHaveLength(1);
  expect(server.tools.ghosts.value).toHaveLength(1);
  expect(server.tools.words.value).toBe('Tap here');
  server.link.value = { name: 'open' };
  server.draw();
  expect(server.commands).toHaveLength(2);
});

test('words that are being written wait for the picture to move again', () => {
  const server = new Server();
  const moves = (media: SessionView['media']) => (server.view.value = { ...server.view.peek(), media });
  server.tools.handleTool('text');
  server.tools.handleDown({ x: 1_000, y: 1_000 });
  server.tools.handleUp();
  moves('stalled');
  server.tools.handleWords('Here');
  expect(server.commands).toEqual([]);
  expect(server.tools.writing.value).not.toBeNull();
  moves('live');
  server.tools.handleWords('Here');
  expect(server.commands).toMatchObject([{ do: 'mark', label: 'Here' }]);
});

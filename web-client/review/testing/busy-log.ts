/** A made-up log of any length for tests: every kind of event, in an order that a server could have written. The same seed gives the same log. */
import type { Actor, Envelope, Event, Point, Scope, Shape } from '../../shared/wire/wire';

const SESSION = '0192f000-0000-7000-8000-000000000000';
export const CUSTOMER = '0192f000-0000-7000-8000-00000000000c';
export const SUPERVISOR = '0192f000-0000-7000-8000-00000000000a';
const START = Date.UTC(2026, 10, 20, 9, 0, 0);
const SIZE = { width: 720, height: 1560, rotation: 0 } as const;

const customer: Actor = { role: 'customer', participant: CUSTOMER };
const supervisor: Actor = { role: 'supervisor', participant: SUPERVISOR };
const service: Actor = { role: 'service' };

/** Writes entries one after the other, as the server numbers and times them. */
export class LogWriter {
  readonly events: Envelope[] = [];
  t = 0;

  /** `after` ms later. */
  add(after: number, actor: Actor, event: Event): this {
    this.t += after;
    this.events.push({ v: 1, session: SESSION, seq: this.events.length + 1, t: this.t, ts: new Date(START + this.t).toISOString(), actor, ...event });
    return this;
  }

  readonly by: Record<'customer' | 'supervisor' | 'service', (after: number, event: Event) => LogWriter> = {
    customer: (after: number, event: Event) => this.add(after, customer, event),
    supervisor: (after: number, event: Event) => this.add(after, supervisor, event),
    service: (after: number, event: Event) => this.add(after, service, event),
  };
}

/** From the invite to the first picture. */
export function opening(scopes: readonly Scope[] = ['view_screen', 'hear', 'snapshot']): LogWriter {
  const log = new LogWriter();
  const { by } = log;
  by.supervisor(0, { type: 'session.created', data: { reference: clear('Andrés Molina'), topic: clear('Wi-Fi'), language: 'es', supervisor: clear('Lucía Ferrer') } });
  by.supervisor(50, { type: 'session.invited', data: { expires_t: 900_000 } });
  by.supervisor(10, { type: 'participant.joined', data: { tab: id(900) } });
  by.customer(40_000, {
    type: 'session.asking',
    data: { via: 'link', participant: CUSTOMER, language: 'es', abilities: { screen: true, camera: true, microphone: true } },
  });
  by.customer(200, { type: 'participant.joined', data: { tab: id(901) } });
  by.supervisor(5_000, { type: 'session.admitted', data: {} });
  for (const scope of scopes) by.customer(1_000, { type: 'consent.granted', data: { scope } });
  by.customer(10, { type: 'session.active', data: {} });
  by.customer(900, { type: 'media.source', data: { source: 'screen', size: SIZE, still: null } });
  by.service(300, { type: 'media.state', data: { media: 'live' } });
  return log;
}

/** A whole session of about `count` entries. */
export function busyLog(count: number, seed = 1): Envelope[] {
  const random = mulberry(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const log = opening();
  const { by } = log;
  const state = { epoch: 1, n: 0, mark: 0, step: 0, drawn: false, held: false, frozen: null as string | null, source: 'screen' as 'screen' | 'camera' };
  const anchor = () => ({ epoch: state.epoch, still: state.frozen, size: SIZE });
  const point = (): Point => ({ x: Math.floor(random() * 65_536), y: Math.floor(random() * 65_536) });
  const wait = () => Math.floor(random() * 1_200);
  const acts: (() => void)[] = [
    () => by.customer(wait(), { type: 'talk.said', data: { message: id(++state.n), text: clear(`Veo la pantalla ${state.n}`) } }),
    () => by.supervisor(wait(), { type: 'talk.said', data: { message: id(++state.n), text: clear(`Open Settings ${state.n}`) } }),
    () => trail('pointer'),
    () => trail('pointer'),
    () => trail('pointer'),
    () => trail('stroke'),
    () => sample(CUSTOMER),
    () => sample(SUPERVISOR),
    () => still(),
    () => {
      const shape = pick<Shape>([
        { kind: 'ring', from: point(), to: point() },
        { kind: 'arrow', from: point(), to: point() },
        { kind: 'box', from: point(), to: point() },
        { kind: 'freehand', points: [point(), point(), point()] },
        { kind: 'number', at: point(), number: 3 },
        { kind: 'text', at: point() },
      ]);
      state.mark += 1;
      by.supervisor(wait(), {
        type: 'mark.drawn',
        data: { mark: { mark: id(100_000 + state.mark), n: state.mark, shape, colour: pick(['one', 'two', 'three'] as const), label: null, anchor: anchor() } },
      });
      if (state.mark % 7 === 0) by.supervisor(wait(), { type: 'mark.removed', data: { mark: id(100_000 + state.mark) } });
      if (state.mark % 20 === 0) by.supervisor(wait(), { type: 'mark.cleared', data: {} });
    },
    () => {
      state.step += 1;
      by.supervisor(wait(), {
        type: 'step.sent',
        data: { step: id(200_000 + state.step), n: state.step, text: clear(`Step ${state.step}`), hint: null, still: null },
      });
      by.customer(wait(), { type: 'step.seen', data: { step: id(200_000 + state.step) } });
      if (random() < 0.3) by.customer(wait(), { type: 'step.stuck', data: { step: id(200_000 + state.step) } });
      if (random() < 0.9) by.customer(wait() * 10, { type: 'step.done', data: { step: id(200_000 + state.step) } });
    },
    () => {
      state.drawn = !state.drawn;
      by.customer(wait(), { type: 'consent.curtain', data: { drawn: state.drawn } });
    },
    () => {
      state.held = !state.held;
      by.supervisor(wait(), state.held ? { type: 'session.held', data: {} } : { type: 'session.unheld', data: {} });
    },
    () => {
      by.service(wait(), { type: 'participant.left', data: { participant: CUSTOMER, absence: pick(['lost', 'server_restarted'] as const) } });
      by.service(5_000, { type: 'session.interrupted', data: { customer_away: true, supervisor_away: false } });
      by.customer(wait() * 20, { type: 'participant.joined', data: { tab: id(902) } });
      by.service(0, { type: 'session.resumed', data: {} });
    },
    () => {
      if (state.frozen) {
        state.frozen = null;
        by.supervisor(wait(), { type: 'media.unfrozen', data: {} });
      } else {
        state.frozen = still();
        by.supervisor(wait(), { type: 'media.frozen', data: { still: state.frozen } });
      }
      state.epoch += 1;
    },
  ];
  function trail(kind: 'pointer' | 'stroke') {
    const from = log.t + wait();
    const points = Array.from({ length: 30 }, (_, i) => ({ sent_t: from + i * 30, at: point() }));
    by.supervisor(from - log.t + 950, { type: 'pointer.trail', data: { kind, epoch: state.epoch, points } });
  }
  function sample(participant: string) {
    const quality = { rtt_ms: Math.floor(random() * 700), loss_permille: Math.floor(random() * 30), up_kbps: 1_100, down_kbps: 60 };
    by.service(wait(), { type: 'quality.sampled', data: { participant, quality } });
  }
  function still(): string {
    const stored = id(300_000 + ++state.n);
    const data = { still: stored, reason: 'scene', sha256: clear('00'.repeat(32)), size: SIZE, bytes: 90_000, epoch: state.epoch } as const;
    by.supervisor(wait(), { type: 'media.still', data: { still: data } });
    return stored;
  }
  // Curtain, hold, cut and freeze are rare in a call, and so here.
  const rare = acts.splice(-4);
  while (log.events.length < count - 3) (random() < 0.03 ? pick(rare) : pick(acts))();
  by.supervisor(1_000, { type: 'session.wrapping_up', data: { reason: 'ended' } });
  by.supervisor(20_000, { type: 'session.disposed', data: { disposition: { kind: 'resolved' }, note: clear('Works again.') } });
  by.service(0, { type: 'session.closed', data: { outcome: 'completed' } });
  return log.events;
}

export function clear(value: string): { clear: string } {
  return { clear: value };
}

/** The nth id, in the form of a UUIDv7. */
export function id(n: number): string {
  return `0192f000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** A small generator of numbers in 0..1 (mulberry32), so that a failing test fails again. */
export function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  };
}

import { expect, test } from 'vitest';
import { stillOf } from '../../shared/fold';
import type { Envelope } from '../../shared/wire/wire';
import { busyLog, clear, id, opening } from '../testing/busy-log';
import { factsOf } from './facts';
import { sceneAt, stillIndex, type Scene } from './scene';
import { SeekCache } from './seek';

function player(events: readonly Envelope[]): (t: number) => Scene {
  const cache = new SeekCache(events);
  const facts = factsOf(events);
  const index = stillIndex(facts);
  return (t) => sceneAt(cache.viewAt(t), t, facts, index);
}

const size = { width: 720, height: 1560, rotation: 0 } as const;
const still = (n: number, epoch: number) => ({ still: id(n), reason: 'scene', sha256: clear('00'), size, bytes: 1, epoch }) as const;

test('behind the curtain, on hold and outside the call there is never a picture', () => {
  const events = busyLog(3_000, 11);
  const cache = new SeekCache(events);
  const at = player(events);
  const seen = new Set<string>();
  const wrong: number[] = [];
  for (const { t } of events) {
    const view = cache.viewAt(t);
    const scene = at(t).name;
    seen.add(scene);
    const mayShow = !view.curtain.drawn && (view.state.name === 'active' || view.state.name === 'interrupted');
    const shows = scene === 'picture' || scene === 'unkept';
    const curtain = view.curtain.drawn && (view.state.name === 'active' || view.state.name === 'interrupted');
    if ((shows && !mayShow) || (scene === 'curtain') !== curtain) wrong.push(t);
  }
  expect(wrong).toEqual([]);
  expect([...seen].toSorted()).toEqual(['before', 'curtain', 'held', 'nothing', 'over', 'picture', 'unkept']);
});

test('a frozen picture is shown by its own still', () => {
  const events = busyLog(6_000, 2);
  const cache = new SeekCache(events);
  const at = player(events);
  const frozen = events.filter((event) => event.type === 'media.frozen').map((event) => ({ scene: at(event.t), view: cache.viewAt(event.t) }));
  const shown = frozen.flatMap(({ scene, view }) => (scene.name === 'picture' ? [{ scene, still: stillOf(view.picture) }] : []));
  expect(shown.length).toBeGreaterThan(3);
  for (const { scene, still: wanted } of shown) expect(scene).toMatchObject({ fits: 'seen', still: { still: wanted } });
});

test('a live picture is shown by the last still of its own epoch, or one that was stored just after', () => {
  const { by, events } = opening();
  const begin = events.at(-1)?.t ?? 0;
  by.supervisor(5_000, { type: 'media.still', data: { still: still(1, 1) } });
  by.supervisor(10_000, { type: 'media.still', data: { still: still(2, 1) } });
  by.customer(1_000, { type: 'media.source', data: { source: 'camera', size, still: null } });
  by.customer(1_000, { type: 'consent.granted', data: { scope: 'view_camera' } });
  const at = player(events);
  const which = (t: number) => {
    const scene = at(t);
    return scene.name === 'picture' ? scene.still.still : scene.name;
  };
  expect(which(begin)).toBe('unkept');
  expect(which(begin + 3_500)).toBe(id(1));
  expect(which(begin + 12_000)).toBe(id(1));
  expect(which(begin + 13_500)).toBe(id(2));
  expect(which(begin + 17_000)).toBe('unkept');
});

test('what the customer did not agree to show has no picture', () => {
  const { by, events } = opening(['hear', 'snapshot']);
  by.supervisor(5_000, { type: 'media.still', data: { still: still(1, 1) } });
  expect(player(events)(events.at(-1)?.t ?? 0).name).toBe('nothing');
});

test('an interruption leaves the last picture and says who is away', () => {
  const { by, events } = opening();
  by.supervisor(100, { type: 'media.still', data: { still: still(1, 1) } });
  by.service(5_000, { type: 'session.interrupted', data: { customer_away: true, supervisor_away: false } });
  expect(player(events)(events.at(-1)?.t ?? 0)).toMatchObject({ name: 'picture', away: 'customer' });
});

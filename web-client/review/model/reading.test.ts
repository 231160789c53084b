import { expect, test } from 'vitest';
import type { SessionSummary } from '../../shared/wire/wire';
import { goldenLog } from '../testing/golden-log';
import { read } from './reading';
import { sceneAt } from './scene';

const verification = { verdict: 'intact', events: 0, head: '' } as const;
const reading = (name: string) => read({ summary: {} as SessionSummary, events: goldenLog(name), verification });
const NAMES = ['story', 'example', 'random-1', 'random-2', 'random-3', 'redacted', 'redacted-all', 'truncated'];

test.each(NAMES)('the golden log %s is read whole, and has a scene at every moment', (name) => {
  const { events, cache, entries, facts, stills, end } = reading(name);
  expect(cache.viewAt(end).seq).toBe(events.length);
  expect(new Set(entries.map((entry) => entry.event.seq)).size).toBe(entries.length);
  const scenes = events.map((event) => sceneAt(cache.viewAt(event.t), event.t, facts, stills).name);
  expect(scenes).toHaveLength(events.length);
});

test('the story is told as it went', () => {
  const { lanes, told, facts } = reading('story');
  expect(lanes.steps.map((step) => step.n)).toEqual([1]);
  expect(lanes.curtain).toHaveLength(1);
  expect(lanes.hold.length).toBeGreaterThan(0);
  expect(lanes.gaps.map((gap) => gap.value)).toContainEqual({ away: 'customer', cause: 'lost' });
  expect(told).toMatchObject({ disposition: { kind: 'resolved' }, outcome: 'completed', reason: 'stopped' });
  expect(facts.unknown.size).toBe(0);
  expect(facts.customer).toHaveProperty('clear');
});

test('what was erased is read as a commitment, and everything else is the same', () => {
  const [whole, erased] = [reading('story'), reading('redacted-all')];
  expect(erased.facts.customer).toHaveProperty('commitment');
  expect(erased.lanes.gaps).toEqual(whole.lanes.gaps);
  expect(erased.moments).toEqual(whole.moments);
});

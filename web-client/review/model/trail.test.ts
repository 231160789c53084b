import { expect, test } from 'vitest';
import { id, opening } from '../testing/busy-log';
import { Trails } from './trail';

const { by, events } = opening();
const begin = events.at(-1)?.t ?? 0;
const points = (from: number) => [0, 100, 200, 300, 400].map((after) => ({ sent_t: begin + from + after, at: { x: after, y: 1 } }));
by.supervisor(1_500, { type: 'pointer.trail', data: { kind: 'pointer', epoch: 1, points: points(1_000) } });
by.supervisor(1_500, { type: 'pointer.trail', data: { kind: 'stroke', epoch: 1, points: points(2_500) } });
const anchor = { epoch: 1, still: null, size: { width: 1, height: 1, rotation: 0 } } as const;
const shape = { kind: 'text', at: { x: 1, y: 1 } } as const;
by.supervisor(0, { type: 'mark.drawn', data: { mark: { mark: id(1), n: 1, shape, colour: 'one', label: null, anchor } } });
const trails = new Trails(events);

test('the pointer stands at its last point, with a tail of 300 ms behind it', () => {
  expect(trails.pointerAt(begin + 1_350, 1).map((point) => point.x)).toEqual([100, 200, 300]);
  expect(trails.pointerAt(begin + 2_500, 1).map((point) => point.x)).toEqual([400]);
});

test('before its first point, long after its last and on another picture there is no pointer', () => {
  expect(trails.pointerAt(begin + 999, 1)).toEqual([]);
  expect(trails.pointerAt(begin + 3_000, 1)).toEqual([]);
  expect(trails.pointerAt(begin + 1_350, 2)).toEqual([]);
});

test('a running stroke grows until the mark takes its place', () => {
  expect(trails.strokeAt(begin + 2_700, 1).map((point) => point.x)).toEqual([0, 100, 200]);
  expect(trails.strokeAt(begin + 3_000, 1)).toEqual([]);
  expect(trails.strokeAt(begin + 2_700, 2)).toEqual([]);
});

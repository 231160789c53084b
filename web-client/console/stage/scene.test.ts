import { expect, test } from 'vitest';
import { emptyView } from '../../shared/fold';
import type { SessionView, Source } from '../../shared/wire/wire';
import { sceneOf } from './scene';

const all = { view_screen: true, view_camera: true, hear: true, snapshot: true };

function view(more: Partial<SessionView> = {}, source: Source = 'screen'): SessionView {
  const empty = emptyView('s');
  return { ...empty, state: { name: 'active' }, consent: all, picture: { ...empty.picture, source }, ...more };
}

test('the curtain covers the stage before anything else does', () => {
  const curtain = { drawn: true, since_t: 1 };
  expect(sceneOf(view({ curtain, state: { name: 'held' } })).name).toBe('curtain');
  const frozen = view({ curtain });
  expect(sceneOf({ ...frozen, picture: { ...frozen.picture, frozen: 'still' } }).name).toBe('curtain');
});

test('an interruption keeps the last picture on the stage, a hold does not', () => {
  const away = { name: 'interrupted', customer_away: true, supervisor_away: false, held: false } as const;
  expect(sceneOf(view({ state: { ...away, held: false } })).name).toBe('live');
  expect(sceneOf(view({ state: { ...away, held: true } })).name).toBe('held');
});

test('a frozen picture and a photo stand as stills', () => {
  const frozen = view();
  expect(sceneOf({ ...frozen, picture: { ...frozen.picture, frozen: 'f' } })).toEqual({ name: 'still', still: 'f', frozen: true });
  const photo = view({}, 'photo');
  expect(sceneOf({ ...photo, picture: { ...photo.picture, photo: 'p' } })).toEqual({ name: 'still', still: 'p', frozen: false });
});

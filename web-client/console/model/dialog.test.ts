import { expect, test } from 'vitest';
import { emptyView } from '../../shared/fold';
import type { SessionView, State, StoredStill } from '../../shared/wire/wire';
import { hasSubject } from './dialog';

const kept = { still: 'kept' } as StoredStill;
const inState = (state: State, drawn = false): SessionView => ({ ...emptyView('s'), state, stills: [kept], curtain: { drawn, since_t: 0 } });
const active = inState({ name: 'active' });

test('a still can be looked at while the curtain is open and its session on screen', () => {
  expect(hasSubject({ name: 'still', still: 'kept' }, active)).toBe(true);
  expect(hasSubject({ name: 'still', still: 'kept' }, inState({ name: 'active' }, true))).toBe(false);
  expect(hasSubject({ name: 'still', still: 'of another session' }, active)).toBe(false);
  expect(hasSubject({ name: 'still', still: 'kept' }, null)).toBe(false);
});

test('a call that is over can’t be ended', () => {
  expect(hasSubject({ name: 'end' }, active)).toBe(true);
  expect(hasSubject({ name: 'end' }, inState({ name: 'wrapping_up', reason: 'ended' }))).toBe(false);
  expect(hasSubject({ name: 'end' }, null)).toBe(false);
});

test('settings and shortcuts need no session', () => {
  expect(hasSubject({ name: 'settings' }, null) && hasSubject({ name: 'help' }, null)).toBe(true);
});

import { expect, test } from 'vitest';
import { isAdmitted, isBeforeDoor, isInCall, isOver, isPastCall } from './state';
import type { State } from './wire/wire';

/** One of each, in the order in which a session goes through them. */
const STATES: readonly State[] = [
  { name: 'created' },
  { name: 'invited', expires_t: 0 },
  { name: 'asking' },
  { name: 'authorizing' },
  { name: 'active' },
  { name: 'held' },
  { name: 'interrupted', customer_away: true, supervisor_away: false, held: false },
  { name: 'wrapping_up', reason: 'ended' },
  { name: 'closed' },
];
const names = (rule: (state: State) => boolean) => STATES.filter(rule).map(({ name }) => name);

test('every state is before the door, admitted, written up or over', () => {
  expect(names(isBeforeDoor)).toEqual(['created', 'invited', 'asking']);
  expect(names(isAdmitted)).toEqual(['authorizing', 'active', 'held', 'interrupted']);
  expect(names(isInCall)).toEqual(['active', 'held', 'interrupted']);
  expect(names(isPastCall)).toEqual(['wrapping_up', 'closed']);
  expect(names(isOver)).toEqual(['closed']);
});

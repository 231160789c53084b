import { expect, test } from 'vitest';
import { isAdmitted, isBeforeDoor, isInCall, isOver, isPastCall } from './state';
import { rules } from './wire/goldens';
import type { State } from './wire/wire';

test('the states say the same as in Rust', () => {
  const said = rules.states.map(({ state }) => ({ state, in_call: isInCall(state), admitted: isAdmitted(state), over: isOver(state) }));
  expect(said).toEqual(rules.states);
});

test('every state is before the door, admitted, written up or over', () => {
  const names = (rule: (state: State) => boolean) => new Set(rules.states.map(({ state }) => state).filter(rule).map(({ name }) => name));
  expect(names(isBeforeDoor)).toEqual(new Set(['created', 'invited', 'asking']));
  expect(names(isAdmitted)).toEqual(new Set(['authorizing', 'active', 'held', 'interrupted']));
  expect(names(isPastCall)).toEqual(new Set(['wrapping_up', 'over']));
});

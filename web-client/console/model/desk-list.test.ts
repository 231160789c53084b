import { expect, test } from 'vitest';
import type { SessionSummary } from '../../shared/wire/wire';
import { applied, goingOn, grouped, groupOf, reliefOf } from './desk-list';

function row(session: string, more: Partial<SessionSummary> = {}): SessionSummary {
  return {
    session,
    created_at: Date.parse('2026-11-20T10:00:00.000Z'),
    state: 'invited',
    state_at: Date.parse('2026-11-20T10:00:00.000Z'),
    outcome: null,
    reference: 'Iván Ríos',
    topic: null,
    language: 'es',
    supervisor: 'lucia',
    supervisor_name: 'Lucía Ferrer',
    via: null,
    abilities: null,
    customer_present: false,
    can_take_over: false,
    disposition: null,
    closed_at: null,
    active_ms: 0,
    events: 2,
    ...more,
  };
}

test('a change takes the row’s place, and a row that is not known is new', () => {
  const list = [row('a'), row('b')];
  expect(applied(list, { type: 'changed', session: row('b', { state: 'asking' }) }).map((one) => one.state)).toEqual(['invited', 'asking']);
  expect(applied(list, { type: 'changed', session: row('c') })).toHaveLength(3);
  expect(applied(list, { type: 'gone', session: 'a' }).map((one) => one.session)).toEqual(['b']);
});

test('the whole list replaces what was there', () => {
  expect(applied([row('a')], { type: 'sessions', sessions: [row('z')] }).map((one) => one.session)).toEqual(['z']);
});

test('who is at the door comes first, the longest wait on top', () => {
  const list = [
    row('live', { state: 'active' }),
    row('late', { state: 'asking', state_at: Date.parse('2026-11-20T10:05:00.000Z') }),
    row('early', { state: 'asking', state_at: Date.parse('2026-11-20T10:01:00.000Z') }),
    row('new'),
  ];
  expect(grouped(list).map(({ group, sessions }) => [group, sessions.map((one) => one.session)])).toEqual([
    ['door', ['early', 'late']],
    ['live', ['live']],
    ['invited', ['new']],
  ]);
});

test('a session without its supervisor is interrupted, whatever its state says', () => {
  expect(groupOf(row('a', { state: 'active', can_take_over: true }))).toBe('interrupted');
});

test('what is over has no group', () => {
  expect(groupOf(row('a', { state: 'over', outcome: 'completed' }))).toBeNull();
});

test('my sessions are mine, and an unused invite is none yet', () => {
  const list = [row('a', { state: 'held' }), row('b', { state: 'active', supervisor: 'marco' }), row('c')];
  expect(goingOn(list, 'lucia').map((one) => one.session)).toEqual(['a']);
});

test('taking over is offered while the server would take it, by a list that is not old', () => {
  expect(reliefOf(row('a', { can_take_over: true }), true)).toBe('now');
  expect(reliefOf(row('a', { can_take_over: true }), false)).toBe('later');
  expect(reliefOf(row('a'), true)).toBe('later');
  expect(reliefOf(row('a', { state: 'wrapping_up' }), true)).toBeNull();
  expect(reliefOf(undefined, true)).toBeNull();
});

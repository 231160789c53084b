/** What a session's state allows: one set of rules for all pages, the same as in `protocol/src/view.rs`. Pure. */
import type { State } from './wire/wire';

/** Nobody is in yet: the session waits for a customer, or a customer waits at the door. */
export function isBeforeDoor({ name }: State): boolean {
  return name === 'created' || name === 'invited' || name === 'asking';
}

/** The help goes on, be it on hold or with a side away: steps and marks have an addressee. */
export function isInCall({ name }: State): boolean {
  return name === 'active' || name === 'held' || name === 'interrupted';
}

/** The customer was let in and the help is not over: chat and voice settings are taken. */
export function isAdmitted(state: State): boolean {
  return state.name === 'authorizing' || isInCall(state);
}

/** The help is over; the supervisor may still write it up. */
export function isPastCall(state: State): boolean {
  return state.name === 'wrapping_up' || isOver(state);
}

/** The session is over for everybody. */
export function isOver({ name }: State): boolean {
  return name === 'over';
}

/** The list of sessions that are not over, as the desk's socket tells it, and its order on the page. Pure. */
import type { SessionSummary, ToDesk } from '../../shared/wire/wire';

export type Group = 'door' | 'interrupted' | 'live' | 'wrapping_up' | 'invited';

/** Groups in the order of how much they want somebody. */
export const GROUPS: readonly Group[] = ['door', 'interrupted', 'live', 'wrapping_up', 'invited'];

export type Listing = { readonly group: Group; readonly sessions: readonly SessionSummary[] };

/** Applies what the socket said; a row that is not known yet is new. */
export function applied(sessions: readonly SessionSummary[], message: ToDesk): readonly SessionSummary[] {
  switch (message.type) {
    case 'sessions':
      return message.sessions;
    case 'changed': {
      const { session } = message;
      const known = sessions.some((one) => one.session === session.session);
      return known ? sessions.map((one) => (one.session === session.session ? session : one)) : [session, ...sessions];
    }
    case 'gone':
      return sessions.filter((one) => one.session !== message.session);
    case 'ping':
    case 'restarting':
    case 'problem':
      return sessions;
  }
}

/** The group of a row; `null` for one that is over. */
export function groupOf(session: SessionSummary): Group | null {
  switch (session.state) {
    case 'asking':
      return 'door';
    case 'interrupted':
      return 'interrupted';
    case 'authorizing':
    case 'active':
    case 'held':
      return session.can_take_over ? 'interrupted' : 'live';
    case 'wrapping_up':
      return 'wrapping_up';
    case 'created':
    case 'invited':
      return 'invited';
    default:
      return null;
  }
}

/** Whether somebody else's session can be taken over: now, as soon as its supervisor is away, or never again. A list that may be old promises nothing. */
export function reliefOf(session: SessionSummary | undefined, isCurrent: boolean): 'now' | 'later' | null {
  if (!session || session.state === 'wrapping_up') return null;
  return session.can_take_over && isCurrent ? 'now' : 'later';
}

/** Rows in their groups, longest wait first; groups without rows are left out. */
export function grouped(sessions: readonly SessionSummary[]): readonly Listing[] {
  return GROUPS.map((group) => ({ group, sessions: byWait(sessions.filter((session) => groupOf(session) === group)) })).filter(
    (listing) => listing.sessions.length > 0,
  );
}

/** The sessions of one supervisor that go on now, for the list that stands beside everything. */
export function goingOn(sessions: readonly SessionSummary[], supervisor: string): readonly SessionSummary[] {
  const waits = (group: Group | null) => group !== null && group !== 'invited';
  return sessions.filter((session) => session.supervisor === supervisor && waits(groupOf(session)));
}

function byWait(sessions: readonly SessionSummary[]): readonly SessionSummary[] {
  return sessions.toSorted((a, b) => a.state_at - b.state_at || a.session.localeCompare(b.session));
}

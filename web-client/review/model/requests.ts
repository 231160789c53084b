/** What the review asks of the server, in the name of who is signed in. */
import { get, getBlob, LONG_PATIENCE_MS, type Result } from '../../shared/api';
import { Auth } from '../../shared/staff/auth';
import type { ReviewList, ReviewSession, SupervisorName } from '../../shared/wire/wire';
import { wantedOf, type Filters } from './address';

export const auth = new Auth();

/** One page of the list; `cursor` is what the page before gave. */
export function listSessions(filters: Filters, cursor: string | null): Promise<Result<ReviewList>> {
  const query = wantedOf(filters);
  if (cursor !== null) query.set('cursor', cursor);
  return auth.call((token) => get(`/api/review/sessions?${query}`, token));
}

/** Everybody whose sessions this person may read. */
export function listSupervisors(): Promise<Result<readonly SupervisorName[]>> {
  return auth.call((token) => get('/api/review/supervisors', token));
}

/** A session with its whole log, verified by the server just now. */
export function readSession(id: string): Promise<Result<ReviewSession>> {
  return auth.call((token) => get(`/api/review/sessions/${id}`, token, LONG_PATIENCE_MS));
}

/** The log as JSON lines. */
export function exportLog(id: string): Promise<Result<Blob>> {
  return auth.call((token) => getBlob(`/api/review/sessions/${id}/export`, token, LONG_PATIENCE_MS));
}

export function readStill(session: string, still: string): Promise<Result<Blob>> {
  return auth.call((token) => getBlob(`/api/sessions/${session}/stills/${still}`, token));
}

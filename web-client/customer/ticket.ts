/**
 * What lets this browser back into its session after a reload or in a new tab. It is kept where all tabs see it, because
 * the newest tab wins and an older one must be able to take the session back with the token that is valid by then.
 */
import type { Joined } from '../shared/wire/wire';

export type Ticket = Pick<Joined, 'session' | 'resume' | 'supervisor'> & {
  /** The link that was used up for it, so that tapping it again leads back in. */
  readonly link: string;
};

const STORED = 'cicerone.ticket';
/** For browsers that let a page keep nothing: the ticket then lasts as long as the page. */
let inMemory: Ticket | null = null;

export function readTicket(): Ticket | null {
  return stored((storage) => JSON.parse(storage.getItem(STORED) ?? 'null') as Ticket | null) ?? inMemory;
}

export function keepTicket(ticket: Ticket): void {
  inMemory = ticket;
  stored((storage) => storage.setItem(STORED, JSON.stringify(ticket)));
}

/** Forgets a session that is over; another one that began in a newer tab meanwhile stays. */
export function dropTicket(session: string): void {
  if (readTicket()?.session !== session) return;
  inMemory = null;
  stored((storage) => storage.removeItem(STORED));
}

/** Private windows may refuse storage, at the first touch or at any later one. */
function stored<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

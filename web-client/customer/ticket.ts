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
  try {
    return parse(localStorage.getItem(STORED)) ?? inMemory;
  } catch {
    return inMemory;
  }
}

export function keepTicket(ticket: Ticket): void {
  inMemory = ticket;
  try {
    localStorage.setItem(STORED, JSON.stringify(ticket));
  } catch {
    // Kept in memory.
  }
}

/** Forgets a session that is over; another one that began in a newer tab meanwhile stays. */
export function dropTicket(session: string): void {
  if (readTicket()?.session !== session) return;
  inMemory = null;
  try {
    localStorage.removeItem(STORED);
  } catch {
    // There was nothing to remove.
  }
}

function parse(stored: string | null): Ticket | null {
  if (stored === null) return null;
  const ticket = JSON.parse(stored) as Partial<Ticket>;
  return typeof ticket.session === 'string' && typeof ticket.resume === 'string' ? (ticket as Ticket) : null;
}

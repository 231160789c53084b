/** Whether a side is away, for long enough to say so. What a view reads here draws it again as that changes. */
import type { SessionView } from '../../shared/wire/wire';
import type { Context } from './context';
import { now } from './now';

/** Cuts that are shorter than this are not worth a word, ms. */
export const QUIET_MS = 2_000;

/** A page that is loaded, again or for the first time, is back sooner, ms. */
const GONE_MS = 5_000;

/** This page is cut off. */
export function isCutOff({ socket }: Pick<Context, 'socket'>): boolean {
  const link = socket.link.value;
  return link.name === 'away' && now.value - link.since >= QUIET_MS;
}

/** Whoever asked in is not at the door any more. */
export function isGone({ socket }: Pick<Context, 'socket'>, { customer }: SessionView): boolean {
  void now.value;
  return customer !== null && customer.tab === null && socket.clock.now() - customer.since_t >= GONE_MS;
}

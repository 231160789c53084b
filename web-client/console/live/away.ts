/** Whether this page is cut off, for long enough to say so. */
import { now } from '../frame/now';
import type { Live } from './live';

/** Cuts that are shorter than this are not worth a word, ms. */
export const QUIET_MS = 2_000;

/** Read by a view, it is drawn again as that changes. */
export function isCutOff(live: Live): boolean {
  const link = live.socket.link.value;
  return link.name === 'away' && now.value - link.since >= QUIET_MS;
}

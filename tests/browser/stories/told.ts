/** Holds what pages were told against the log: nobody may have been shown what is not written, or is written otherwise. */
import { readLog } from '../harness/log';
import type { Wire } from '../harness/wire';

/** Every way in which a page was told something else than the log has. */
export function contradictions({ messages }: Wire, exported: string): string[] {
  const log = new Map(readLog(exported).map((entry) => [entry.seq, comparable(entry)]));
  const found: string[] = [];
  for (const { message } of messages) {
    if (message.type === 'events') {
      for (const event of message.events) {
        const written = log.get(event.seq);
        if (written !== comparable(event)) found.push(`told ${comparable(event)}, written ${written}`);
      }
    }
    // A view stands for all events up to its number, and an answer for those that the command caused.
    const upTo = message.type === 'welcome' ? (message.view?.seq ?? 0) : message.type === 'done' ? message.seq : 0;
    if (upTo > log.size) found.push(`told of ${upTo} events, written ${log.size}`);
  }
  return found;
}

/** An event with its fields in order, and with personal values left out: the log has commitments in their place. */
function comparable(event: unknown): string {
  return JSON.stringify(event, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    if ('clear' in value || 'commitment' in value) return 'personal';
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

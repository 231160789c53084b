/** What the entries of a log refer to by id, looked up once: people, steps, marks, stills. Pure. */
import type { Actor, Envelope, Event, Mark, Private, StoredStill } from '../../shared/wire/wire';

/** Which part of the transcript an entry belongs to; `samples` are too many to read one by one and have a lane instead. */
export type Group = 'talk' | 'steps' | 'changes' | 'samples';

/** Every event that this version knows, and where it is read. */
const GROUPS: Record<Event['type'], Group> = {
  'session.created': 'changes',
  'session.invited': 'changes',
  'session.asking': 'changes',
  'session.admitted': 'changes',
  'session.active': 'changes',
  'session.held': 'changes',
  'session.unheld': 'changes',
  'session.interrupted': 'changes',
  'session.resumed': 'changes',
  'session.taken_over': 'changes',
  'session.wrapping_up': 'changes',
  'session.disposed': 'changes',
  'session.closed': 'changes',
  'participant.joined': 'changes',
  'participant.left': 'changes',
  'participant.page': 'changes',
  'consent.granted': 'changes',
  'consent.revoked': 'changes',
  'consent.curtain': 'changes',
  'talk.muted': 'talk',
  'talk.said': 'talk',
  'media.source': 'changes',
  'media.state': 'changes',
  'media.frozen': 'changes',
  'media.unfrozen': 'changes',
  'media.still': 'changes',
  'media.snapshot_wanted': 'changes',
  'media.snapshot_missed': 'changes',
  'mark.drawn': 'changes',
  'mark.removed': 'changes',
  'mark.cleared': 'changes',
  'pointer.trail': 'samples',
  'step.sent': 'steps',
  'step.seen': 'steps',
  'step.done': 'steps',
  'step.stuck': 'steps',
  'step.withdrawn': 'steps',
  'quality.sampled': 'samples',
};

/** Says whether this version understands an event; logs of later versions may hold others. */
export function isKnown(event: Envelope): boolean {
  return Object.hasOwn(GROUPS, event.type);
}

export function groupOf(event: Envelope): Group {
  return isKnown(event) ? GROUPS[event.type] : 'changes';
}

export type StepFact = { readonly n: number; readonly text: Private; readonly sent: number };

export type Facts = {
  /** Supervisors' ids and what they are called; one who took over has their own. */
  readonly names: ReadonlyMap<string, Private>;
  /** What staff call the customer. */
  readonly customer: Private | null;
  readonly customerId: string | null;
  readonly steps: ReadonlyMap<string, StepFact>;
  readonly marks: ReadonlyMap<string, Mark>;
  readonly stills: ReadonlyMap<string, StoredStill>;
  /** Types that this version does not understand, and how many entries each has. */
  readonly unknown: ReadonlyMap<string, number>;
};

export function factsOf(events: readonly Envelope[]): Facts {
  const names = new Map<string, Private>();
  const steps = new Map<string, StepFact>();
  const marks = new Map<string, Mark>();
  const stills = new Map<string, StoredStill>();
  const unknown = new Map<string, number>();
  let customer: Private | null = null;
  let customerId: string | null = null;
  for (const event of events) {
    switch (event.type) {
      case 'session.created':
        customer = event.data.reference;
        name(names, event.actor, event.data.supervisor);
        break;
      case 'session.taken_over':
        name(names, event.actor, event.data.supervisor);
        break;
      case 'session.asking':
        customerId = event.data.participant;
        break;
      case 'step.sent':
        steps.set(event.data.step, { n: event.data.n, text: event.data.text, sent: event.t });
        break;
      case 'mark.drawn':
        marks.set(event.data.mark.mark, event.data.mark);
        break;
      case 'media.still':
        stills.set(event.data.still.still, { ...event.data.still, stored_t: event.t });
        break;
      default:
        if (!isKnown(event)) unknown.set(event.type, (unknown.get(event.type) ?? 0) + 1);
    }
  }
  return { names, customer, customerId, steps, marks, stills, unknown };
}

function name(names: Map<string, Private>, actor: Actor, called: Private): void {
  if (actor.role !== 'service') names.set(actor.participant, called);
}

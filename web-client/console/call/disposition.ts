/** How a session ended, from the form to the wire. Pure. */
import type { Disposition, Step } from '../../shared/wire/wire';

export const KINDS = ['resolved', 'unresolved', 'escalated', 'visit'] as const;
export type Kind = (typeof KINDS)[number];

/** The judgement; step and day belong to one that is not resolved, and are dropped from the others. */
export function asDisposition(kind: Kind, step: string, followUp: string): Disposition {
  if (kind !== 'unresolved') return { kind };
  return { kind, step: step || null, follow_up: /^\d{4}-\d\d-\d\d$/.test(followUp) ? followUp : null };
}

/** The step at which it stopped, by the look of it: the last that is neither done nor taken back. */
export function openStep(steps: readonly Step[]): string | null {
  return steps.findLast((step) => step.state !== 'done' && step.state !== 'withdrawn')?.step ?? null;
}

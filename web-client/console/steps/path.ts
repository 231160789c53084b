/** Which step is the current one, and how a written step reads. Pure. */
import type { Step } from '../../shared/wire/wire';

/** Neither done nor taken back. */
export function isOpen(step: Step): boolean {
  return step.state !== 'done' && step.state !== 'withdrawn';
}

/** The step that the customer's card shows: the newest, as long as it is open. */
export function currentStep(steps: readonly Step[]): string | null {
  const newest = steps.findLast((step) => step.state !== 'withdrawn');
  return newest && isOpen(newest) ? newest.step : null;
}

/** Words that a step card reads well with (look and feel: ≤ 12). */
export const WORDS = 12;

export function wordsOf(text: string): number {
  return text.trim().split(/\s+/).filter(Boolean).length;
}

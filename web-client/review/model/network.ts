/** What the network lane is drawn from. Pure. */
import type { Grade } from '../../shared/quality';
import type { Lanes, Sample } from './lanes';
import type { Span } from './runs';

/** Samples come every ten seconds; of a longer time between two of them nothing is known, ms. */
const JOIN_MS = 31_000;

/** The top of the lane, ms: the worst delay, rounded up, and never so low that a good network looks bad. */
export function mostDelay(network: Lanes['network']): number {
  const all = [...network.customer, ...network.supervisor];
  const worst = all.reduce((most, sample) => Math.max(most, sample.quality.rtt_ms), 0);
  return all.length === 0 ? 0 : Math.max(200, Math.ceil(worst / 100) * 100);
}

/** Samples that follow each other closely enough to be one line. */
export function joined(samples: readonly Sample[]): Sample[][] {
  const pieces: Sample[][] = [];
  for (const sample of samples) {
    const last = pieces.at(-1);
    const before = last?.at(-1);
    if (last && before && sample.t - before.t <= JOIN_MS) last.push(sample);
    else pieces.push([sample]);
  }
  return pieces;
}

/** The stretches in which a connection was fair or poor: a sample speaks for the time since the one before it. */
export function strained(samples: readonly Sample[]): (Span & { readonly value: Exclude<Grade, 'good'> })[] {
  const found: { from: number; to: number; value: Exclude<Grade, 'good'> }[] = [];
  samples.forEach(({ t, grade }, i) => {
    if (grade === 'good') return;
    const from = Math.max(samples[i - 1]?.t ?? 0, t - JOIN_MS / 3);
    const last = found.at(-1);
    if (last?.value === grade && last.to === from) last.to = t;
    else found.push({ from, to: t, value: grade });
  });
  return found;
}

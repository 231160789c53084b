/** How loud it is, in bars. Pure. */

/** Bars of the level meter. */
export const LEVELS = 6;
/** Loudness of the first bar, in dB of full scale: a quiet room stays below it. */
const FLOOR_DB = -52;
/** Loudness of the last bar: a voice close to the microphone. */
const CEILING_DB = -12;

/** Loudness of samples (−1 to 1) in bars. Silence has none, speech close by has most. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const db = 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-12);
  return Math.min(LEVELS, Math.max(0, Math.ceil(((db - FLOOR_DB) / (CEILING_DB - FLOOR_DB)) * LEVELS)));
}

/** What stories about a bad network have in common: when a picture painted after a moment is seen, and how it is told. */
import { expect } from 'vitest';
import { until } from '../harness/until';
import type { Call } from './stage';

/** The newest frame that the customer's page has painted. */
export async function painted({ customer }: Call): Promise<number> {
  return customer.page.evaluate(() => harness.capture?.frame ?? 0);
}

/** The frame that the supervisor's page shows; `null` where it shows no test picture. */
export async function shown({ supervisor }: Call): Promise<number | null> {
  return (await supervisor.page.evaluate(() => harness.picture()))?.frame ?? null;
}

/** Waits until the supervisor sees a frame that is newer than `frame`. */
export async function seesNewer(call: Call, frame: number, within: number): Promise<void> {
  await until(`a frame after ${frame} is on the supervisor’s page`, async () => ((await shown(call)) ?? -1) > frame, within);
}

/** Waits until the picture has moved on by a second's frames. */
export async function moves(call: Call, within = 10_000): Promise<void> {
  await seesNewer(call, (await painted(call)) + 15, within);
}

/** Milliseconds from now until the supervisor sees what is painted only from now on. */
export async function untilSeen(call: Call, within: number): Promise<number> {
  const from = performance.now();
  await seesNewer(call, await painted(call), within);
  return Math.round(performance.now() - from);
}

/** Lets a time pass that belongs to the story itself: how long a network is away. */
export async function lasts(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Writes a measured figure where the run is read, and holds it against its limit. */
export function measured(what: string, value: number, limit: number, unit = 'ms'): void {
  process.stdout.write(`      ${what}: ${value} ${unit} (at most ${limit})\n`);
  expect(value, what).toBeLessThanOrEqual(limit);
}

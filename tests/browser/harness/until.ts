/** Waits for a condition; a test that only waits for time to pass proves nothing. */

const EVERY_MS = 25;

/** Asks until the answer is neither `false`, `null` nor `undefined`, and gives it. */
export async function until<T>(what: string, ask: () => T | Promise<T>, within = 10_000): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = performance.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer as NonNullable<Exclude<T, false>>;
    if (performance.now() > deadline) throw new Error(`not within ${within} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

/** Holds every state of every page to WCAG 2.2 A and AA, as far as a machine can tell. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Runs axe and gives each violation with the elements that it concerns. */
export async function violations(page: Page): Promise<string[]> {
  // Half-way through a fade, colours have no contrast that anybody ever reads.
  await page.evaluate(settle);
  // Once for each document: it is half a megabyte.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(`${await source};undefined`);
  const results = await page.evaluate(
    (tags) => (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run({ runOnly: tags, resultTypes: ['violations'] }),
    TAGS,
  );
  return (results as AxeResults).violations.map(({ id, help, nodes }) => {
    const where = nodes.map(({ target, any }) => `${target.join(' ')}${any[0] ? ` (${any[0].message})` : ''}`);
    return `${id}: ${help}: ${where.join('; ')}`;
  });
}

async function settle(): Promise<void> {
  const ending = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
  await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
}

/** A network on which one thing takes its time. */
import type { Page, Route } from 'playwright-core';
import { until } from './until';

/** Keeps requests back until they are released. */
export async function hold(page: Page, address: RegExp): Promise<{ release: () => Promise<void> }> {
  const held: Route[] = [];
  await page.route(address, (route) => void held.push(route));
  return {
    release: async () => {
      await until('something was asked for', () => held.length > 0);
      for (const route of held.splice(0)) await route.continue();
      await page.unroute(address);
    },
  };
}

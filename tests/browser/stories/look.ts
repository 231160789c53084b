/** Looks at pages as they are: keeps screenshots and holds what is seen to what axe knows of accessibility. */
import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { violations } from '../harness/axe';
import { appearances, WHOLE } from '../harness/whole';
import type { Stage } from './stage';

/** Sizes in which a whole run keeps every state, beside the one in which the story goes on. */
const SIZES = {
  phone: { small: { width: 320, height: 568 }, sideways: { width: 844, height: 390 } },
  desktop: { laptop: { width: 1280, height: 800 }, tablet: { width: 800, height: 900 } },
} as const;
/** Pages narrower than this are phones'. */
const PHONE = 480;

/** Makes the `look` of one story. */
export function looker(stage: () => Stage): (page: Page, name: string) => Promise<void> {
  let turn = 0;
  return async (page, name) => {
    for (const colorScheme of appearances(turn)) {
      await page.emulateMedia({ colorScheme });
      await stage().artifacts.shoot(page, `${name}-${colorScheme}`);
      expect(await violations(page), `${name}, ${colorScheme}`).toEqual([]);
    }
    turn += 1;
    if (WHOLE) await lookInEverySize(stage(), page, name);
    await page.emulateMedia({ colorScheme: null });
  };
}

async function lookInEverySize(stage: Stage, page: Page, name: string): Promise<void> {
  const own = page.viewportSize();
  if (!own) return;
  for (const [label, size] of Object.entries(own.width < PHONE ? SIZES.phone : SIZES.desktop)) {
    await page.setViewportSize(size);
    await stage.artifacts.shoot(page, `${name}-${label}`);
  }
  await page.setViewportSize(own);
}

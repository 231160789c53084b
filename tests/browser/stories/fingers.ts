/** Fingers on a page, as a touch screen tells of them. */
import type { Page } from 'playwright-core';
import type { Spot } from '../harness/shot';

const STEPS = 6;

/** Puts each finger down where its way begins, moves all of them along together, and lifts them. */
export async function touch(page: Page, ...ways: readonly (readonly [Spot, Spot])[]): Promise<void> {
  const screen = await page.context().newCDPSession(page);
  const tell = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number; id: number }[]) => screen.send('Input.dispatchTouchEvent', { type, touchPoints });
  const after = (step: number) =>
    ways.map(([from, to], id) => ({ x: from.x + ((to.x - from.x) * step) / STEPS, y: from.y + ((to.y - from.y) * step) / STEPS, id }));
  await tell('touchStart', after(0));
  for (let step = 1; step <= STEPS; step += 1) await tell('touchMove', after(step));
  await tell('touchEnd', []);
  await screen.detach();
}

/** What lies on the screen, as it is scrolled now. */
import type { Locator, Page } from 'playwright-core';
import type { CustomerPage } from '../pages/customer';

export function dialog(page: Page, name: string): Locator {
  return page.getByRole('dialog', { name });
}

/** Whether all of a button lies on the screen. */
export function inReach(phone: CustomerPage, name: string): Promise<boolean> {
  return isInSight(phone.page, phone.button(name).first());
}

/** Whether all of something lies on the screen, as it is scrolled now. */
export async function isInSight(page: Page, what: Locator): Promise<boolean> {
  const box = await what.boundingBox();
  const view = page.viewportSize();
  return box !== null && view !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= view.width + 0.5 && box.y + box.height <= view.height + 0.5;
}

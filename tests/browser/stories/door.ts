/** The way of a new customer to the door. */
import type { ConsolePage } from '../pages/console';
import type { CustomerPage } from '../pages/customer';
import { LUCIA, MARTA, type Stage } from './stage';

/** Makes a new session at Lucía's console and brings its customer to the door. */
export async function bringToTheDoor({ stage, console, phone }: { stage: Stage; console: ConsolePage; phone: CustomerPage }, name: string): Promise<void> {
  await console.page.goto(`${stage.cicerone.origin}/console`);
  const { link } = await console.newSession(name, MARTA.topic);
  // A link that differs in its fragment alone would open no new page.
  await phone.openLink('about:blank');
  await phone.openLink(link);
  await phone.join();
  await phone.waitsAtDoor(LUCIA.first);
}

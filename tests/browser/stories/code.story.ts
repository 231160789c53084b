/** The spoken code leads to the same call as the link, also in the customer's own language; a wrong one says what to do. */
import { afterAll, describe, expect } from 'vitest';
import { until } from '../harness/until';
import type { Person } from '../harness/person';
import { ConsolePage, type Invitation } from '../pages/console';
import { CustomerPage } from '../pages/customer';
import { chapters, customerWords, LUCIA, MARTA, PICTURE_MS, Stage } from './stage';

describe('joining by code', () => {
  let stage: Stage;
  let [customer, supervisor]: [Person, Person] = [] as never;
  let phone: CustomerPage;
  let console: ConsolePage;
  let invitation: Invitation;
  const chapter = chapters(() => stage);
  afterAll(() => stage?.clear());

  chapter('a code that is not known is refused in words, and the page can be used again', async () => {
    stage = await Stage.set('code');
    await stage.cicerone.addUser(LUCIA, 'supervisor');
    await stage.cicerone.start();
    [customer, supervisor] = await Promise.all([stage.invite('customer'), stage.invite('supervisor')]);
    phone = new CustomerPage(customer);
    console = new ConsolePage(supervisor);
    await console.signIn(stage.cicerone.origin, LUCIA.name, LUCIA.password);
    invitation = await console.newSession(MARTA.shown, MARTA.topic);
    customer.watch.expect(/status of 404/);
    await phone.typeCode(stage.cicerone.origin, String((Number(invitation.code) + 1) % 1e8).padStart(8, '0'));
    await phone.join();
    await phone.page.getByText(customerWords.join.faults.invite_unknown).waitFor();
    await stage.shoot('refused');
    expect(await stage.accessibility()).toEqual([]);
  });

  chapter('the right code leads to the door, and the picture to the supervisor', async () => {
    await phone.typeCode(stage.cicerone.origin, invitation.code);
    await stage.shoot('typed');
    await phone.join();
    await phone.waitsAtDoor(LUCIA.first);
    await console.admit(MARTA.first);
    await phone.agree('view_screen');
    const seen = await until('the screen is on the supervisor’s page', () => supervisor.page.evaluate(() => harness.picture()), PICTURE_MS);
    expect(seen.source).toBe('screen');
  });

  chapter('without consent to hear, no voice of the customer leaves the server', async () => {
    const media = await supervisor.page.evaluate(() => harness.peers.media());
    expect(media.audioPacketsIn).toBe(0);
    expect(await stage.faults()).toEqual([]);
  });

  chapter('a code works once', async () => {
    const second = await stage.invite('customer');
    second.watch.expect(/status of 4\d\d/);
    const other = new CustomerPage(second);
    await other.typeCode(stage.cicerone.origin, invitation.code);
    await other.join();
    await other.page.getByText(customerWords.join.faults.invite_used).waitFor();
    await stage.shoot('used');
    expect(await stage.faults()).toEqual([]);
  });
});

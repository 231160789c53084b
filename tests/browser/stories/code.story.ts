/** The spoken code leads to the same call as the link, also in the customer's own language; a wrong one says what to do. */
import { afterAll, describe, expect } from 'vitest';
import first from '../../../web-client/customer/i18n/es/first';
import html from '../../../web-client/customer/i18n/es/page';
import later from '../../../web-client/customer/i18n/es/call';
import { violations } from '../harness/axe';
import { until } from '../harness/until';
import type { Person } from '../harness/person';
import { ConsolePage, type Invitation } from '../pages/console';
import { CustomerPage } from '../pages/customer';
import { chapters, customerWords, LUCIA, MARTA, PICTURE_MS, Stage } from './stage';

describe('joining by code', () => {
  let stage: Stage;
  let [customer, supervisor, second]: [Person, Person, Person] = [] as never;
  let phone: CustomerPage;
  let console: ConsolePage;
  let invitation: Invitation;
  const chapter = chapters(() => stage);
  afterAll(() => stage?.clear());

  const newSession = async (name: string, language?: string): Promise<Invitation> => {
    await supervisor.page.goto(`${stage.cicerone.origin}/console`);
    return console.newSession(name, MARTA.topic, language);
  };

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
    expect(await stage.accessibility()).toEqual([]);
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

  chapter('a phone that speaks Spanish is spoken to in Spanish, from the static page on', async () => {
    const carmen = await stage.invite('customer', { options: { locale: 'es-ES' } });
    const { page } = carmen;
    const { link } = await newSession('Carmen');
    // The HTML comes in Spanish: it is read before any script.
    const answer = await page.goto(link);
    expect(await answer?.text()).toContain(html.press);
    await page.getByText(first.join.byLinkOf(LUCIA.first)).waitFor();
    await page.getByRole('button', { name: html.enter }).tap();
    await page.getByRole('heading', { name: later.door.title(LUCIA.first) }).waitFor();
    expect(await violations(page)).toEqual([]);
    await console.admit('Carmen');
    await page.getByRole('switch', { name: first.consent.view_camera.title }).tap();
    expect(await violations(page)).toEqual([]);
    await stage.artifacts.shoot(page, 'spanish-consent');
    await page.getByRole('button', { name: first.consent.share }).tap();
    await page.getByRole('heading', { name: later.top.sees.camera(LUCIA.first) }).waitFor();
    await console.sendStep('Abre los ajustes');
    await page.getByRole('button', { name: first.step.stuck }).tap();
    await page.getByText(first.step.isStuck(LUCIA.first)).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('es');
    expect(await violations(page)).toEqual([]);
    await stage.artifacts.shoot(page, 'spanish-live');
    await page.getByRole('button', { name: first.live.leave }).tap();
    await page.getByRole('button', { name: first.leave.yes }).tap();
    await page.getByRole('heading', { name: later.ended.stopped.title }).waitFor();
  });

  chapter('a phone that speaks none of our languages is spoken to in the one that staff chose', async () => {
    const { page } = await stage.invite('customer', { options: { locale: 'pt-PT' } });
    const { link } = await newSession('Inês', 'es');
    const answer = await page.goto(link);
    expect(await answer?.text()).toContain(html.press);
    await page.getByRole('button', { name: html.enter }).tap();
    await page.getByRole('heading', { name: later.door.title(LUCIA.first) }).waitFor();
    // The token is gone from the address, but not the language.
    expect(page.url()).not.toContain('#');
    await page.reload();
    await page.getByRole('heading', { name: later.door.title(LUCIA.first) }).waitFor();
  });

  chapter('a browser that can show nothing says so while there is still time for another', async () => {
    second = await stage.invite('customer');
    for (const [secure, hint] of [[true, customerWords.html.bare], [false, customerWords.html.insecure]] as const) {
      const bare = await second.context.newPage();
      await bare.addInitScript((isSecure) => {
        Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
        Object.defineProperty(globalThis, 'isSecureContext', { value: isSecure });
      }, secure);
      await bare.goto(`${stage.cicerone.origin}/j`);
      await bare.getByText(hint).waitFor();
      expect(await violations(bare)).toEqual([]);
      await stage.artifacts.shoot(bare, secure ? 'bare' : 'insecure');
      await bare.close();
    }
  });

  chapter('a code works once', async () => {
    second.watch.expect(/status of 4\d\d/);
    const other = new CustomerPage(second);
    await other.typeCode(stage.cicerone.origin, invitation.code);
    await other.join();
    await other.page.getByText(customerWords.join.faults.invite_used).waitFor();
    await stage.shoot('used');
    expect(await stage.accessibility()).toEqual([]);
    expect(await stage.faults()).toEqual([]);
  });
});

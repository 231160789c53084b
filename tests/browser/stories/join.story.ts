/** Weak networks at the door: scripts that come late, once fail, or never come. A press is never lost, and neither is a link. */
import { afterAll, describe, expect } from 'vitest';
import { hold } from '../harness/hold';
import type { Person } from '../harness/person';
import { until } from '../harness/until';
import { ConsolePage, type Invitation } from '../pages/console';
import { CustomerPage } from '../pages/customer';
import { chapters, consoleWords, customerWords, LUCIA, MARTA, Stage } from './stage';

/** The page's own script, its text, and the second load with its text. */
const SCRIPT = /\/assets\/index-[^/]+\.js$/;
const LANGUAGE = /\/assets\/first-[^/]+\.js$/;
const LATER = /\/assets\/call-[^/]+\.js$/;

describe('the door on a weak network', () => {
  let stage: Stage;
  let [customer, supervisor]: [Person, Person] = [] as never;
  let phone: CustomerPage;
  let console: ConsolePage;
  const chapter = chapters(() => stage);
  afterAll(() => stage?.clear());

  const newSession = async (name: string): Promise<Invitation> => {
    await supervisor.page.goto(`${stage.cicerone.origin}/console`);
    return console.newSession(name, MARTA.topic);
  };
  /** Opens an address as far as its HTML: with a script missing it never counts as loaded. */
  const openPlain = async (address: string): Promise<void> => {
    await phone.openLink('about:blank');
    await phone.page.goto(address, { waitUntil: 'commit' });
    await phone.button(customerWords.html.enter).waitFor();
  };
  const typePlain = async (code: string): Promise<void> => {
    await openPlain(`${stage.cicerone.origin}/j`);
    await phone.page.getByLabel(customerWords.html.first).fill(code.slice(0, 4));
    await phone.page.getByLabel(customerWords.html.last).fill(code.slice(4));
  };

  chapter('a press before the script has arrived is carried out when it does', async () => {
    stage = await Stage.set('join');
    await stage.cicerone.addUser(LUCIA, 'supervisor');
    await stage.cicerone.start();
    [customer, supervisor] = await Promise.all([stage.invite('customer'), stage.invite('supervisor')]);
    [phone, console] = [new CustomerPage(customer), new ConsolePage(supervisor)];
    customer.watch.expect(/Failed to (load resource|fetch dynamically imported module)/);
    await console.signIn(stage.cicerone.origin, LUCIA.name, LUCIA.password);
    for (const by of ['code', 'link'] as const) {
      const invitation = await newSession(`Early by ${by}`);
      const held = await hold(phone.page, SCRIPT);
      await (by === 'code' ? typePlain(invitation.code) : openPlain(invitation.link));
      await phone.join();
      await phone.page.locator('html[data-pressed]').waitFor();
      await stage.shoot(`pressed-early-${by}`);
      expect(await stage.accessibility()).toEqual([]);
      await held.release();
      await phone.waitsAtDoor(LUCIA.first);
    }
  });

  chapter('without its script the typed code goes its plain way, and leads in when the script is back', async () => {
    const { code } = await newSession('Plain');
    await phone.page.route(SCRIPT, (route) => route.abort(), { times: 1 });
    await typePlain(code);
    const sent = phone.page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/join'));
    await phone.join();
    expect((await sent).postData()).toBe(`first=${code.slice(0, 4)}&last=${code.slice(4)}`);
    await phone.waitsAtDoor(LUCIA.first);
  });

  for (const [what, script] of [['the script', SCRIPT], ['its language', LANGUAGE]] as const) {
    chapter(`a link is not lost where ${what} could not be loaded: the press loads the page again`, async () => {
      const { link } = await newSession(`Link without ${what}`);
      await phone.page.route(script, (route) => route.abort());
      await openPlain(link);
      await phone.page.locator('html[data-ready=never]').waitFor();
      await stage.shoot(`never-${what.replaceAll(' ', '-')}`);
      expect(await stage.accessibility()).toEqual([]);
      await phone.page.unroute(script);
      const again = phone.page.waitForNavigation();
      await phone.join();
      await again;
      expect(phone.page.url()).toBe(link);
      await phone.page.locator('html[data-ready=""]').waitFor();
      await phone.join();
      await phone.waitsAtDoor(LUCIA.first);
    });
  }

  chapter('who types a code is not led back into the session that was left here', async () => {
    const { code } = await newSession('Typing');
    const held = await hold(phone.page, SCRIPT);
    await typePlain(code);
    await held.release();
    await phone.page.locator('html[data-ready=""]').waitFor();
    await phone.join();
    await console.admit('Typing');
    await phone.heading(customerWords.consent.title).waitFor();
  });

  chapter('join, consent, step, curtain and stop need nothing that is loaded later', async () => {
    const { link } = await newSession(MARTA.shown);
    await phone.page.route(LATER, (route) => route.abort());
    await phone.openLink('about:blank');
    await phone.openLink(link);
    await phone.join();
    await phone.heading(customerWords.join.titleOf(LUCIA.shown)).waitFor();
    await console.admit(MARTA.first);
    await phone.agree('view_screen');
    // What can't follow is not agreed to, and the page says so.
    await phone.page.getByText(customerWords.consent.missing).waitFor();
    expect(await phone.page.getByText(customerWords.consent.logged).count()).toBe(1);
    await stage.shoot('consent-in-vain');
    expect(await stage.accessibility()).toEqual([]);
    expect(supervisor.wire.of('consent.granted')).toEqual([]);
    await phone.page.getByRole('switch', { name: customerWords.consent.view_screen.title }).tap();
    await phone.button(customerWords.consent.without).tap();
    await console.sendStep('Open Settings');
    await phone.step('Open Settings').waitFor();
    await stage.shoot('first-part-alone');
    expect(await stage.accessibility()).toEqual([]);
    await phone.button(customerWords.step.done).tap();
    await supervisor.page.getByText(consoleWords.steps.states.done, { exact: true }).waitFor();
    await phone.hidePicture('none');
    await phone.showAgain();
    await phone.leave();
    await phone.heading(customerWords.leave.done).waitFor();
    await until('the session has stopped', () => supervisor.wire.of('session.wrapping_up').length > 0);
    await phone.page.unroute(LATER);
    // The rest comes after all, and says it in its own words.
    await phone.heading(customerWords.ended.stopped.title).waitFor();
    expect(await stage.faults()).toEqual([]);
  });
});

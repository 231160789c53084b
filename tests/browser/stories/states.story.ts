/** The states that the other stories pass by: each can be used by everybody, in the light and in the dark, and nothing in it fails unseen. */
import { afterAll, describe, expect } from 'vitest';
import type { Page } from 'playwright-core';
import type { Person } from '../harness/person';
import { until } from '../harness/until';
import { ConsolePage } from '../pages/console';
import { CustomerPage } from '../pages/customer';
import { words as reviewWords } from '../pages/review';
import { bringToTheDoor } from './door';
import { looker } from './look';
import { dialog, inReach, isInSight } from './sight';
import { chapters, consoleWords, customerWords, LUCIA, MARTA, OLGA, Stage } from './stage';

describe('states', () => {
  let stage: Stage;
  let [customer, supervisor]: [Person, Person] = [] as never;
  let phone: CustomerPage;
  let console: ConsolePage;
  const chapter = chapters(() => stage);
  afterAll(() => stage?.clear());

  const look = looker(() => stage);
  const toTheDoor = (name: string) => bringToTheDoor({ stage, console, phone }, name);

  chapter('signing in, its refusal, and the empty desk', async () => {
    stage = await Stage.set('states');
    await stage.cicerone.addUser(LUCIA, 'supervisor');
    await stage.cicerone.addUser(OLGA, 'supervisor');
    await stage.cicerone.start();
    [customer, supervisor] = await Promise.all([stage.invite('customer'), stage.invite('supervisor')]);
    [phone, console] = [new CustomerPage(customer), new ConsolePage(supervisor)];
    supervisor.watch.expect(/401 \(Unauthorized\).*\/api\/auth\/login/);
    await supervisor.page.goto(`${stage.cicerone.origin}/console`);
    await supervisor.page.getByLabel(consoleWords.signIn.name).fill(LUCIA.name);
    await look(supervisor.page, 'sign-in');
    await supervisor.page.getByLabel(consoleWords.signIn.password).fill('not this one');
    await console.button(consoleWords.signIn.enter).click();
    await supervisor.page.getByText(consoleWords.errors.bad_credentials).waitFor();
    await look(supervisor.page, 'sign-in-refused');
    await console.signIn(stage.cicerone.origin, LUCIA.name, LUCIA.password);
    await supervisor.page.getByText(consoleWords.desk.empty).waitFor();
    await look(supervisor.page, 'desk-empty');
  });

  chapter('settings, shortcuts, and a review without sessions', async () => {
    await console.button(consoleWords.rail.settings, true).click();
    await look(supervisor.page, 'settings');
    await dialog(supervisor.page, consoleWords.settings.title).getByRole('button', { name: consoleWords.settings.shortcuts }).click();
    await dialog(supervisor.page, consoleWords.help.title).waitFor();
    await look(supervisor.page, 'shortcuts');
    await supervisor.page.keyboard.press('Escape');
    await supervisor.page.goto(`${stage.cicerone.origin}/review`);
    await supervisor.page.getByText(reviewWords.list.none).waitFor();
    await look(supervisor.page, 'review-empty');
  });

  chapter('an invitation that is taken back', async () => {
    await supervisor.page.goto(`${stage.cicerone.origin}/console`);
    const { link } = await console.newSession('Nobody', 'Taken back');
    await look(supervisor.page, 'invitation');
    await console.button(consoleWords.invite.cancel).click();
    await supervisor.page.getByText(consoleWords.ended.cancelled).first().waitFor();
    customer.watch.expect(/status of 4\d\d/);
    await phone.openLink(link);
    await phone.join();
    await phone.page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
    await look(phone.page, 'invitation-void');
  });

  chapter('somebody who is not meant is turned away', async () => {
    await toTheDoor('Somebody');
    await look(phone.page, 'door');
    await console.button(consoleWords.door.turnAway).first().click();
    await dialog(supervisor.page, consoleWords.door.turnAwayTitle).waitFor();
    await look(supervisor.page, 'turn-away');
    await dialog(supervisor.page, consoleWords.door.turnAwayTitle).getByRole('button', { name: consoleWords.door.turnAway }).click();
    await phone.heading(customerWords.ended.turned_away.title).waitFor();
    await look(phone.page, 'turned-away');
  });

  chapter('help without sharing anything, and a question that the phone refuses', async () => {
    await toTheDoor(MARTA.shown);
    await console.admit(MARTA.first);
    await phone.heading(customerWords.consent.title).waitFor();
    // What is written down is said before anything is agreed to.
    expect(await isInSight(phone.page, phone.page.getByText(customerWords.consent.logged))).toBe(true);
    await look(phone.page, 'consent');
    await look(supervisor.page, 'choosing');
    await phone.agree();
    await supervisor.page.getByText(consoleWords.states.nothing(MARTA.shown)).first().waitFor();
    await look(supervisor.page, 'no-picture');
    await look(phone.page, 'nothing-shown');
    await phone.page.evaluate(() => harness.capture?.refuse('screen'));
    await phone.show('screen');
    const denied = dialog(phone.page, customerWords.sources.title).getByText(customerWords.sources.denied);
    await denied.waitFor();
    // However far down the choice was.
    await dialog(phone.page, customerWords.sources.title).evaluate((sheet) => sheet.scrollTo(0, sheet.scrollHeight));
    expect(await isInSight(phone.page, denied)).toBe(true);
    expect(await inReach(phone, customerWords.live.close)).toBe(true);
    await look(phone.page, 'refused');
    await phone.closeSheet();
    // A screen that is too low to keep it in sight is scrolled to it.
    await phone.page.setViewportSize({ width: 844, height: 390 });
    await phone.page.evaluate(() => harness.capture?.refuse('camera'));
    await phone.openSources();
    await dialog(phone.page, customerWords.sources.title).evaluate((sheet) => sheet.scrollTo(0, 80));
    await phone.button(new RegExp(`^${customerWords.sources.camera.title} `)).tap();
    await denied.waitFor();
    await until('it is in sight', () => isInSight(phone.page, denied));
    await look(phone.page, 'refused-sideways');
    await phone.page.setViewportSize({ width: 390, height: 844 });
    await phone.page.evaluate(() => harness.capture?.refuse());
    await phone.closeSheet();
    await phone.show('screen');
    await until('the screen is on the supervisor’s page', () => supervisor.page.evaluate(() => harness.picture()));
    // Nothing may be kept of it, so nothing can be frozen.
    await console.button(consoleWords.tools.clear).waitFor();
    expect(await console.button(consoleWords.tools.freeze).count()).toBe(0);
  });

  chapter('messages and the way out lie above the page, and curtain and leave stay in reach', async () => {
    await phone.button(customerWords.chat.write).first().tap();
    await look(phone.page, 'messages');
    await phone.closeSheet();
    await phone.button(customerWords.live.leave).tap();
    await look(phone.page, 'leave');
    await phone.button(customerWords.leave.no).tap();
    for (const [name, size] of [['small', { width: 320, height: 568 }], ['sideways', { width: 844, height: 390 }], ['wide', { width: 1280, height: 800 }]] as const) {
      await phone.page.setViewportSize(size);
      await look(phone.page, name);
      for (const button of [customerWords.live.hide.screen, customerWords.live.leave]) expect(await inReach(phone, button), `${button}, ${name}`).toBe(true);
    }
    await phone.page.setViewportSize({ width: 390, height: 844 });
  });

  chapter('the newest tab has the session, and the older one can take it back', async () => {
    expect(await phone.page.evaluate(() => harness.capture?.live)).toEqual(['video']);
    const tab = await customer.context.newPage();
    await tab.goto(`${stage.cicerone.origin}/j`);
    await phone.heading(customerWords.ended.replaced.title).waitFor();
    // Most phones open one camera at a time, and the newest tab is to have it.
    expect(await phone.page.evaluate(() => harness.capture?.live)).toEqual([]);
    await look(phone.page, 'replaced');
    // The new one was never pressed, so its browser keeps the voice off until it is.
    const silent = tab.getByRole('heading', { name: customerWords.notice.silent(LUCIA.first) });
    await silent.waitFor();
    await look(tab, 'tap-to-hear');
    await tab.getByRole('button', { name: customerWords.notice.hear }).tap();
    await silent.waitFor({ state: 'hidden' });
    await phone.button(customerWords.ended.takeBack).tap();
    await tab.getByRole('heading', { name: customerWords.ended.replaced.title }).waitFor();
    await phone.button(customerWords.live.leave).waitFor();
    await tab.close();
  });

  chapter('who looks at something else is said to, and a server that restarts says how it is', async () => {
    await phone.page.evaluate(() => harness.senses.lookAway(true));
    await supervisor.page.getByText(consoleWords.top.hidden).waitFor();
    await phone.page.evaluate(() => harness.senses.lookAway(false));
    await supervisor.page.getByText(consoleWords.top.hidden).waitFor({ state: 'hidden' });
    for (const { watch } of [customer, supervisor]) watch.expect(/WebSocket connection to .* failed|Failed to load resource/);
    await stage.cicerone.stop();
    await phone.heading(customerWords.notice.restarting).waitFor();
    await look(phone.page, 'restarting');
    await stage.cicerone.start();
    await phone.heading(customerWords.notice.restarting).waitFor({ state: 'hidden' });
  });

  chapter('a supervisor who is gone is told of, and another can take over', async () => {
    await phone.show('screen');
    await phone.heading(customerWords.top.sees.screen(LUCIA.first)).waitFor();
    await supervisor.page.goto('about:blank');
    // It is said as soon as it is so, not only once the session counts as interrupted.
    await phone.heading(customerWords.top.hidden(LUCIA.first)).waitFor();
    expect(await phone.page.getByText(customerWords.notice.supervisorAway(LUCIA.first)).count()).toBe(0);
    expect(await phone.page.getByText(customerWords.top.nobody).count()).toBe(1);
    await phone.page.getByText(customerWords.notice.supervisorAway(LUCIA.first)).waitFor({ timeout: 20_000 });
    await look(phone.page, 'supervisor-away');
    const other = await stage.invite('supervisor');
    const second = new ConsolePage(other);
    await second.signIn(stage.cicerone.origin, OLGA.name, OLGA.password);
    await other.page.getByRole('button', { name: new RegExp(`^${consoleWords.desk.takeOver}`) }).click();
    await phone.page.getByText('Olga').first().waitFor();
    await look(other.page, 'taken-over');
    const ticket = await readTicket(phone.page);
    await second.end();
    await phone.heading(customerWords.ended.over.title).waitFor();
    await look(other.page, 'write-up');
    await second.writeUp('visit', 'A technician comes on Friday.');
    await other.page.goto('about:blank');
    // A phone that slept through the end comes back with its old ticket.
    await phone.openLink('about:blank');
    await phone.openLink(`${stage.cicerone.origin}/trust`);
    await phone.page.evaluate((kept) => localStorage.setItem('cicerone.ticket', kept), ticket);
    await phone.openLink(`${stage.cicerone.origin}/j`);
    await phone.heading(customerWords.ended.over.title).waitFor();
    await look(phone.page, 'over');
  });

  chapter('a page that is loaded while the session can’t be reached says so', async () => {
    await toTheDoor('Somebody else');
    customer.watch.expect(/WebSocket connection to .* failed/);
    await phone.page.routeWebSocket(/\/ws\/session/, (socket) => void socket.close());
    await phone.page.reload();
    await phone.heading(customerWords.notice.away).waitFor();
    await look(phone.page, 'unreachable');
    await phone.button(customerWords.live.leave).tap();
    await phone.heading(customerWords.ended.stopped.title).waitFor();
    expect(await stage.faults()).toEqual([]);
  });
});

/** What lets this browser back into its session. */
function readTicket(page: Page): Promise<string> {
  return page.evaluate(() => localStorage.getItem('cicerone.ticket') ?? '');
}

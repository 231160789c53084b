/** The states that the other stories pass by: each can be used by everybody, in the light and in the dark, and nothing in it fails unseen. */
import { afterAll, describe, expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { violations } from '../harness/axe';
import { hold } from '../harness/hold';
import type { Person } from '../harness/person';
import { until } from '../harness/until';
import { ConsolePage } from '../pages/console';
import { CustomerPage } from '../pages/customer';
import { words as reviewWords } from '../pages/review';
import { chapters, consoleWords, customerWords, LUCIA, MARTA, OLGA, PICTURE_MS, Stage } from './stage';

describe('states', () => {
  let stage: Stage;
  let [customer, supervisor]: [Person, Person] = [] as never;
  let phone: CustomerPage;
  let console: ConsolePage;
  const chapter = chapters(() => stage);
  afterAll(() => stage?.clear());

  /** Looks at one page as it is now, in both appearances. */
  const look = async (page: Page, name: string): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await stage.artifacts.shoot(page, `${name}-${colorScheme}`);
      expect(await violations(page), `${name}, ${colorScheme}`).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: null });
  };
  /** Brings a new customer to the door of a new session. */
  const toTheDoor = async (name: string): Promise<void> => {
    await supervisor.page.goto(`${stage.cicerone.origin}/console`);
    const { link } = await console.newSession(name, MARTA.topic);
    await phone.openLink('about:blank');
    await phone.openLink(link);
    await phone.join();
    await phone.waitsAtDoor(LUCIA.first);
  };

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
  });

  chapter('a phone that does not give its microphone: both sides know, and it can be tried again', async () => {
    const fresh = await stage.invite('customer');
    [customer, phone] = [fresh, new CustomerPage(fresh)];
    await toTheDoor(MARTA.shown);
    await phone.page.evaluate(() => harness.capture?.refuse('microphone'));
    await console.admit(MARTA.first);
    await phone.agree('view_screen', 'hear');
    await phone.heading(customerWords.notice.unheard(LUCIA.first)).waitFor();
    await look(phone.page, 'microphone-refused');
    await supervisor.page.getByText(consoleWords.top.hearsMuted).waitFor();
    await phone.hidePicture('screen');
    await phone.page.getByText(customerWords.curtain.noVoice(LUCIA.first)).waitFor();
    expect(await console.button(consoleWords.tools.freeze).count()).toBe(0);
    await phone.showAgain();
    await phone.page.evaluate(() => harness.capture?.refuse());
    await phone.button(customerWords.notice.again).tap();
    await supervisor.page.getByText(consoleWords.top.hears, { exact: true }).waitFor();
    expect(await phone.heading(customerWords.notice.unheard(LUCIA.first)).count()).toBe(0);
    await phone.page.evaluate(() => harness.capture?.unplug('audio'));
    await phone.heading(customerWords.notice.unheard(LUCIA.first)).waitFor();
    await supervisor.page.getByText(consoleWords.top.hearsMuted).waitFor();
    await phone.button(customerWords.notice.again).tap();
    await supervisor.page.getByText(consoleWords.top.hears, { exact: true }).waitFor();
  });

  chapter('a microphone that is muted without a network is muted from the press on', async () => {
    customer.watch.expect(/WebSocket connection to .* failed/);
    expect(await phone.page.evaluate(() => harness.capture?.audible)).toEqual([true]);
    stage.forwarder.cut('customer');
    await phone.button(customerWords.live.mute).tap();
    await phone.button(customerWords.live.unmute).waitFor();
    expect(await phone.page.evaluate(() => harness.capture?.audible)).toEqual([false]);
    stage.forwarder.heal('customer');
    await supervisor.page.getByText(consoleWords.top.hearsMuted).waitFor({ timeout: PICTURE_MS });
    await phone.button(customerWords.live.unmute).tap();
    await phone.button(customerWords.live.mute).waitFor();
    expect(await phone.page.evaluate(() => harness.capture?.audible)).toEqual([true]);
  });

  chapter('a camera that does not turn: nobody is told of a picture that is not there', async () => {
    await phone.show('camera');
    await supervisor.page.getByText(consoleWords.top.sees.camera).waitFor();
    await phone.page.evaluate(() => harness.capture?.refuse('camera'));
    await phone.turnCamera();
    await dialog(phone.page, customerWords.sources.title).getByText(customerWords.sources.denied).waitFor();
    await supervisor.page.getByText(consoleWords.states.nothing(MARTA.shown)).first().waitFor();
    expect(await phone.page.evaluate(() => harness.capture?.live)).toEqual(['audio']);
    await phone.page.evaluate(() => harness.capture?.refuse());
    // What the page asked for, in order: the rear camera first, then the other one.
    const asked = await phone.page.evaluate(() => harness.capture?.constraints.flatMap(({ video }) => (typeof video === 'object' ? [video.facingMode] : [])));
    expect(asked?.filter((facing) => facing !== undefined)).toEqual([{ ideal: 'environment' }, { ideal: 'user' }]);
    await phone.closeSheet();
  });

  chapter('a photo on its way says so, and one that is shown since before a reload can be taken back', async () => {
    customer.watch.expect(/Failed to load resource: .* 404/);
    const held = await hold(phone.page, /\/stills\?/);
    await phone.showPhoto(Buffer.from(await phone.page.evaluate(() => harness.capture?.photo() ?? ''), 'base64'));
    await phone.page.getByText(customerWords.sources.sending).first().waitFor();
    await look(phone.page, 'photo-on-its-way');
    await held.release();
    await supervisor.page.getByText(consoleWords.top.sees.photo).waitFor();
    let asked = 0;
    const gone = { status: 404, contentType: 'application/problem+json', body: JSON.stringify({ code: 'not_found' }) };
    await phone.page.route(/\/stills\/[^/?]+$/, (route) => {
      asked += 1;
      return route.fulfill(gone);
    });
    await refuseMessages(phone.page);
    await phone.page.reload();
    // What is not to be had is said, and not asked for again each second.
    await phone.page.getByText(customerWords.stage.missing).waitFor();
    await look(phone.page, 'picture-missing');
    const began = await phone.page.locator('.top .figures').textContent();
    await until('seconds go by', async () => seconds(await phone.page.locator('.top .figures').textContent()) >= seconds(began) + 2);
    expect(asked).toBe(1);
    // With the leave to keep it goes the photo, though this page has not shown it itself.
    await phone.openSources();
    await phone.page.getByRole('switch', { name: customerWords.consent.snapshot.title }).tap();
    await supervisor.page.getByText(consoleWords.states.nothing(MARTA.shown)).first().waitFor();
    await phone.page.getByText(customerWords.stage.empty(LUCIA.first)).waitFor();
    await phone.closeSheet();
  });

  chapter('a message that was not taken is given back', async () => {
    await phone.button(customerWords.chat.write).first().tap();
    const field = phone.page.getByLabel(customerWords.chat.placeholder);
    await field.fill('The light is red');
    await phone.button(customerWords.chat.send).tap();
    await phone.heading(customerWords.notice.failed).waitFor();
    expect(await field.inputValue()).toBe('The light is red');
    await look(phone.page, 'message-refused');
    await phone.closeSheet();
  });

  chapter('two taps on the camera open one camera, and what is shown can be taken back', async () => {
    await phone.page.evaluate(() => harness.capture?.hesitate());
    await phone.openSources();
    const camera = phone.button(new RegExp(`^${customerWords.sources.camera.title} `));
    await camera.tap();
    await camera.tap();
    await phone.page.evaluate(() => harness.capture?.answer());
    await phone.heading(customerWords.top.sees.camera(LUCIA.first)).waitFor();
    expect(await phone.page.evaluate(() => harness.capture?.live)).toEqual(['video']);
    await phone.openSources();
    await phone.button(new RegExp(`^${customerWords.sources.nothing.title} `)).tap();
    await until('it was let go', async () => (await phone.page.evaluate(() => harness.capture?.live.length)) === 0);
  });

  chapter('who leaves while the phone still asks gives nothing away afterwards', async () => {
    const given = await phone.page.evaluate(() => harness.capture?.hints.length ?? 0);
    await phone.page.evaluate(() => harness.capture?.hesitate());
    await phone.show('camera');
    await phone.page.getByText(customerWords.sources.asking).first().waitFor();
    await look(phone.page, 'asking');
    await phone.closeSheet();
    await phone.leave();
    await phone.heading(customerWords.ended.stopped.title).waitFor();
    await phone.page.evaluate(() => harness.capture?.answer());
    await until('the camera was given', () => phone.page.evaluate((before) => (harness.capture?.hints.length ?? 0) > before, given));
    await until('it was let go again', async () => (await phone.page.evaluate(() => harness.capture?.live.length)) === 0);
  });

  chapter('two presses to share ask once, and who leaves right after them has left', async () => {
    await loseAnswers(phone.page, 'begin');
    await toTheDoor(MARTA.shown);
    await console.admit(MARTA.first);
    await phone.agree('view_camera');
    await phone.button(customerWords.consent.share).tap();
    // For the server the help has begun; the page does not know that yet.
    await supervisor.page.getByText(consoleWords.states.nothing(MARTA.shown)).first().waitFor();
    expect(await phone.page.evaluate(() => [harness.capture?.asked, harness.capture?.live])).toEqual([1, ['video']]);
    await phone.button(customerWords.live.leave).tap();
    await phone.heading(customerWords.ended.stopped.title).waitFor();
    await until('the camera was let go', async () => (await phone.page.evaluate(() => harness.capture?.live.length)) === 0);
    await supervisor.page.getByRole('heading', { name: consoleWords.wrapUp.title }).waitFor();
  });

  chapter('a phone that can’t share its screen, as none with Android can, is offered all else', async () => {
    const android = await stage.invite('customer');
    [customer, phone] = [android, new CustomerPage(android)];
    await phone.page.addInitScript(() => {
      for (const owner of [navigator.mediaDevices, globalThis.MediaDevices?.prototype] as { getDisplayMedia?: unknown }[]) delete owner?.getDisplayMedia;
      // Where a file field can lead straight to the camera.
      Object.defineProperty(HTMLInputElement.prototype, 'capture', {
        get(this: HTMLInputElement) {
          return this.getAttribute('capture') ?? '';
        },
        set(this: HTMLInputElement, side: string) {
          this.setAttribute('capture', side);
        },
      });
    });
    await toTheDoor('Andrés Gil');
    await console.admit('Andrés');
    await phone.heading(customerWords.consent.title).waitFor();
    expect(await phone.page.getByRole('switch').count()).toBe(3);
    expect(await phone.page.getByRole('switch', { name: customerWords.consent.view_screen.title }).count()).toBe(0);
    await look(phone.page, 'no-screen-consent');
    await phone.agree('view_camera');
    await supervisor.page.getByText(consoleWords.top.sees.camera).waitFor();
    await phone.openSources();
    expect(await phone.button(new RegExp(`^${customerWords.sources.screen.title} `)).count()).toBe(0);
    await look(phone.page, 'no-screen-sources');
    const fields = phone.page.locator('input[type=file]');
    expect(await fields.evaluateAll((all) => all.map((field) => [field.getAttribute('accept'), field.getAttribute('capture')]))).toEqual([
      ['image/*', null],
      ['image/*', 'environment'],
    ]);
    const taken = Buffer.from(await phone.page.evaluate(() => harness.capture?.photo() ?? ''), 'base64');
    await phone.page.getByLabel(new RegExp(`^${customerWords.sources.take.title} `)).setInputFiles({ name: 'taken.jpg', mimeType: 'image/jpeg', buffer: taken });
    await supervisor.page.getByText(consoleWords.top.sees.photo).waitFor();
    await until('the camera was let go', async () => (await phone.page.evaluate(() => harness.capture?.live.length)) === 0);
    // Nothing was copied: it says what to do, and the photo stays.
    await phone.openSources();
    await phone.button(new RegExp(`^${customerWords.sources.paste.title} `)).tap();
    await phone.page.getByText(customerWords.sources.noCopy).waitFor();
    await phone.closeSheet();
    await phone.leave();
    expect(await stage.faults()).toEqual([]);
  });
});

/** As a server that can't write the customer's messages down. */
async function refuseMessages(page: Page): Promise<void> {
  await page.routeWebSocket(/\/ws\/session/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const asked = JSON.parse(String(message)) as { dseq?: number; command?: { do: string } };
      if (asked.command?.do !== 'say') return server.send(message);
      return socket.send(JSON.stringify({ type: 'refused', dseq: asked.dseq, code: 'store_unavailable', sentence: '' }));
    });
  });
}

/** As a network on which nothing comes back once this was asked for. */
async function loseAnswers(page: Page, command: string): Promise<void> {
  await page.routeWebSocket(/\/ws\/session/, (socket) => {
    const server = socket.connectToServer();
    let lost = false;
    socket.onMessage((message) => {
      lost ||= String(message).includes(`"do":"${command}"`);
      server.send(message);
    });
    server.onMessage((message) => lost || socket.send(message));
  });
}

/** The seconds of a running time, as in `0:42`. */
function seconds(words: string | null): number {
  const [, minutes = 0, rest = 0] = /(\d+):(\d\d)/.exec(words ?? '') ?? [];
  return Number(minutes) * 60 + Number(rest);
}

/** What lets this browser back into its session. */
function readTicket(page: Page): Promise<string> {
  return page.evaluate(() => localStorage.getItem('cicerone.ticket') ?? '');
}

function dialog(page: Page, name: string): Locator {
  return page.getByRole('dialog', { name });
}

/** Whether all of a button lies on the screen. */
function inReach(phone: CustomerPage, name: string): Promise<boolean> {
  return isInSight(phone.page, phone.button(name).first());
}

/** Whether all of something lies on the screen, as it is scrolled now. */
async function isInSight(page: Page, what: Locator): Promise<boolean> {
  const box = await what.boundingBox();
  const view = page.viewportSize();
  return box !== null && view !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= view.width + 0.5 && box.y + box.height <= view.height + 0.5;
}

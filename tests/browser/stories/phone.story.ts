/** What a phone refuses, hesitates over, does twice or can't do at all: both sides know, and it can be tried again. */
import { afterAll, describe, expect } from 'vitest';
import type { Person } from '../harness/person';
import { hold } from '../harness/hold';
import { until } from '../harness/until';
import { ConsolePage } from '../pages/console';
import { CustomerPage } from '../pages/customer';
import { loseAnswers, refuseMessages } from './answers';
import { bringToTheDoor } from './door';
import { looker } from './look';
import { dialog } from './sight';
import { chapters, consoleWords, customerWords, LUCIA, MARTA, PICTURE_MS, Stage } from './stage';

describe('a phone', () => {
  let stage: Stage;
  let [customer, supervisor]: [Person, Person] = [] as never;
  let phone: CustomerPage;
  let console: ConsolePage;
  const chapter = chapters(() => stage);
  afterAll(() => stage?.clear());

  const look = looker(() => stage);
  const toTheDoor = (name: string) => bringToTheDoor({ stage, console, phone }, name);

  chapter('a phone that does not give its microphone: both sides know, and it can be tried again', async () => {
    stage = await Stage.set('phone');
    await stage.cicerone.addUser(LUCIA, 'supervisor');
    await stage.cicerone.start();
    [customer, supervisor] = await Promise.all([stage.invite('customer'), stage.invite('supervisor')]);
    [phone, console] = [new CustomerPage(customer), new ConsolePage(supervisor)];
    await console.signIn(stage.cicerone.origin, LUCIA.name, LUCIA.password);
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
    await phone.button(customerWords.voice.mute).tap();
    await phone.button(customerWords.voice.unmute).waitFor();
    expect(await phone.page.evaluate(() => harness.capture?.audible)).toEqual([false]);
    stage.forwarder.heal('customer');
    await supervisor.page.getByText(consoleWords.top.hearsMuted).waitFor({ timeout: PICTURE_MS });
    await phone.button(customerWords.voice.unmute).tap();
    await phone.button(customerWords.voice.mute).waitFor();
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

/** The seconds of a running time, as in `0:42`. */
function seconds(words: string | null): number {
  const [, minutes = 0, rest = 0] = /(\d+):(\d\d)/.exec(words ?? '') ?? [];
  return Number(minutes) * 60 + Number(rest);
}

/** What the supervisor's page does beyond the call's straight way: what it says of both sides, what it takes back, and the states in between. */
import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { hold as keepBack } from '../harness/hold';
import { edgesError } from '../harness/ink';
import { UPRIGHT, type Person } from '../harness/person';
import { isVermilion, Shot, type Fraction, type Spot } from '../harness/shot';
import { until } from '../harness/until';
import { ConsolePage } from '../pages/console';
import { CustomerPage } from '../pages/customer';
import { drawEverything } from './drawing';
import { touch } from './fingers';
import { MicrophonePermission } from './microphone';
import { chapters, consoleWords, customerWords, EVERYTHING, LUCIA, MARTA, OLGA, PICTURE_MS, Stage } from './stage';

const LONGEST_SIDE = 1_600;
const MOST_BYTES = 400 * 1024;
/** Where a still is fetched. */
const STILL = /\/stills\/[^?]+$/;

describe('the console', () => {
  let stage: Stage;
  let [customer, supervisor]: [Person, Person] = [] as never;
  let phone: CustomerPage;
  let console: ConsolePage;
  let microphone: MicrophonePermission;
  let [session, link]: [string, string] = [] as never;
  const chapter = chapters(() => stage);
  afterAll(() => stage?.clear());

  /** Holds this moment: everybody can use it, and it is kept as pictures. */
  const hold = async (moment: string): Promise<void> => {
    await stage.shoot(moment);
    expect(await stage.accessibility()).toEqual([]);
  };
  const picture = () => supervisor.page.evaluate(() => harness.picture());
  /** Where places of the picture lie on the supervisor's page, as its pixels show them. */
  const onPicture = async (...places: Fraction[]): Promise<[Spot, ...Spot[]]> => {
    const here = (await Shot.of(supervisor.page)).picture(UPRIGHT);
    return places.map((place) => here.at(place)) as [Spot, ...Spot[]];
  };
  /** How far the one mark on the customer's page lies from where it was meant, in CSS pixels. */
  const markError = async (...[a, b]: [Fraction, Fraction]): Promise<number> => {
    const shot = await Shot.of(customer.page);
    const ink = shot.inPicture(isVermilion);
    const there = shot.picture(UPRIGHT);
    return ink.length === 0 ? Infinity : edgesError(ink, there.at(a), there.at(b));
  };
  const marked = () => supervisor.wire.of('guidance.marked').map(({ data }) => data.mark.mark);
  const unmarked = () => supervisor.wire.of('guidance.unmarked').map(({ data }) => data.mark);
  /** One of the server's pings: up to a second, of the story's own clock. */
  const nextPing = async (): Promise<void> => {
    const pings = () => supervisor.wire.messages.filter(({ message }) => message.type === 'ping').length;
    const before = pings();
    await until('the server has pinged', () => pings() > before);
  };
  const heard = async (person: Person) => (await person.page.evaluate(() => harness.peers.media())).audioPacketsIn;
  /** Not one packet of voice comes to these people. */
  const isSilent = async (...people: Person[]): Promise<void> => {
    await nextPing();
    const before = await Promise.all(people.map(heard));
    for (let second = 0; second < 2; second += 1) await nextPing();
    expect(await Promise.all(people.map(heard))).toEqual(before);
  };
  const qualities = () => supervisor.page.locator('.measure').allTextContents();

  chapter('who is gone from the door and has lost the page is given a new link', async () => {
    stage = await Stage.set('console');
    for (const account of [LUCIA, OLGA]) await stage.cicerone.addUser(account, 'supervisor');
    await stage.cicerone.start();
    [customer, supervisor] = await Promise.all([stage.invite('customer'), stage.invite('supervisor')]);
    [phone, console] = [new CustomerPage(customer), new ConsolePage(supervisor)];
    await console.signIn(stage.cicerone.origin, LUCIA.name, LUCIA.password);
    ({ session, link } = await console.newSession(MARTA.shown, MARTA.topic));
    await phone.openLink(link);
    await phone.join();
    await console.button(consoleWords.door.admit(MARTA.first)).waitFor();
    await phone.waitsAtDoor(LUCIA.first);
    expect(await console.button(consoleWords.invite.again).count()).toBe(0);
    await customer.page.evaluate(() => localStorage.clear());
    await phone.openLink(`${stage.cicerone.origin}/j`);
    await supervisor.page.getByText(consoleWords.invite.gone).waitFor();
    await hold('gone-from-the-door');
    const again = await console.inviteAgain();
    expect(again.session).toBe(session);
    expect(again.link).not.toBe(link);
    await supervisor.page.getByText(consoleWords.door.waiting).waitFor();
    for (const [width, height] of [[800, 900], [1100, 800], [1440, 900]] as const) {
      await supervisor.page.setViewportSize({ width, height });
      await hold(`invited-again-${width}`);
    }
    link = again.link;
    // A link that differs in its fragment alone would open no new page.
    await phone.openLink('about:blank');
  });

  chapter('who asks in is told of at the desk, and no more once they are let in', async () => {
    microphone = await MicrophonePermission.refused(supervisor.page);
    await console.toDesk();
    await phone.openLink(link);
    await phone.join();
    const told = supervisor.page.getByText(consoleWords.news.asking(MARTA.shown));
    await told.waitFor();
    await hold('asking');
    await supervisor.page.getByRole('link', { name: new RegExp(`^${consoleWords.desk.seeDoor}`) }).click();
    await console.admit(MARTA.first);
    await told.waitFor({ state: 'hidden', timeout: 1_500 });
  });

  chapter('a microphone that is refused is asked for once, and again when the person wants it', async () => {
    await phone.agree(...EVERYTHING);
    await until('the screen is on the supervisor’s page', picture, PICTURE_MS);
    await supervisor.page.getByRole('button', { name: new RegExp(`^${consoleWords.voice.none}`) }).waitFor();
    // The log is written once a second while the pointer moves; the page must not take each for a reason to ask.
    await console.take('pointer');
    const way = await onPicture({ x: 0.3, y: 0.4 }, { x: 0.7, y: 0.6 });
    await until('the pointer is in the log twice', async () => {
      for (const { x, y } of way) await supervisor.page.mouse.move(x, y, { steps: 8 });
      return supervisor.wire.of('guidance.trail').length >= 2;
    });
    expect(await microphone.asked()).toBe(1);
    await hold('microphone-refused');
    await console.button(consoleWords.voice.picker, true).click();
    await supervisor.page.getByRole('alert').filter({ hasText: consoleWords.voice.refused }).waitFor();
    await hold('microphone-help');
    await microphone.allow();
    await console.button(consoleWords.tryAgain, true).click();
    const level = supervisor.page.getByRole('meter', { name: consoleWords.voice.level });
    await until('the meter moves', async () => Number(await level.getAttribute('aria-valuenow')) > 0);
    expect(await microphone.asked()).toBe(2);
    await until('the customer hears', async () => (await customer.page.evaluate(() => harness.peers.media())).audioEnergyIn > 0);
    const picker = supervisor.page.getByLabel(consoleWords.voice.device);
    const devices = await picker.locator('option').count();
    expect(devices).toBeGreaterThan(1);
    await picker.selectOption({ index: devices - 1 });
    await until('the chosen one is asked for', async () => (await microphone.asked()) === 3);
    await until('its meter moves', async () => Number(await level.getAttribute('aria-valuenow')) > 0);
    await console.press('Escape');
  });

  chapter('muted, the supervisor sends nothing; the customer’s mute is told', async () => {
    await console.press('m');
    await console.button(consoleWords.top.unmute, true).waitFor();
    await isSilent(customer);
    await console.press('m');
    const before = await heard(customer);
    await until('the customer hears again', async () => (await heard(customer)) > before);
    await console.chip(consoleWords.top.hears).waitFor();
    await phone.button(customerWords.live.mute).first().tap();
    await console.chip(consoleWords.top.hearsMuted).waitFor();
    await isSilent(supervisor);
    await phone.button(customerWords.live.unmute).first().tap();
    await console.chip(consoleWords.top.hears).waitFor();
  });

  chapter('what is shared stands on one line, also while the customer looks at another app, and both qualities have figures', async () => {
    await until('both qualities are measured', async () => (await qualities()).every((text) => /\d ms/.test(text)));
    await hides(customer, true);
    await console.chip(consoleWords.top.hidden).waitFor();
    for (const language of ['es', 'en']) {
      await console.speak(language);
      for (const [width, height] of [[1440, 900], [1280, 800]] as const) {
        await supervisor.page.setViewportSize({ width, height });
        await stage.artifacts.shoot(supervisor.page, `chips-${language}-${width}`);
        const [bar, chip] = [await console.chips.boundingBox(), await console.chips.getByRole('listitem').first().boundingBox()];
        expect(bar?.height, `${language}, ${width}`).toBeLessThanOrEqual((chip?.height ?? 0) + 1);
        expect(await cutWords(console), `${language}, ${width}`).toEqual([]);
      }
    }
    await hold('hidden-page');
    await supervisor.page.setViewportSize({ width: 1440, height: 900 });
    await hides(customer, false);
    await console.chip(consoleWords.top.hidden).waitFor({ state: 'detached' });
  });

  chapter('each mark keeps a still; undo takes the last ones away, newest first, and none twice', async () => {
    const marks: [Fraction, Fraction][] = [[{ x: 0.2, y: 0.3 }, { x: 0.4, y: 0.4 }], [{ x: 0.5, y: 0.5 }, { x: 0.7, y: 0.6 }], [{ x: 0.2, y: 0.7 }, { x: 0.4, y: 0.8 }]];
    await console.take('box');
    for (const way of marks) await console.drag(...(await onPicture(...way)));
    await until('all are in the log', () => marked().length === 3);
    await until('each has its still', () => supervisor.wire.of('media.still').filter(({ data }) => data.still.reason === 'mark').length >= 3);
    await console.press('Control+z', 'Control+z');
    await until('two are gone', () => unmarked().length === 2);
    expect(unmarked()).toEqual(marked().slice(1).toReversed());
    await console.press('Control+z');
    await until('all are gone', () => unmarked().length === 3);
    expect(await supervisor.page.getByRole('alert').allTextContents()).toEqual([]);
  });

  chapter('own ink is seen before the server knows, and undo reaches a mark on its way', async () => {
    const way = await onPicture({ x: 0.3, y: 0.3 }, { x: 0.6, y: 0.5 });
    const [marks, gone] = [marked().length, unmarked().length];
    stage.forwarder.cut('supervisor');
    await console.drag(...way);
    expect((await Shot.of(supervisor.page)).inPicture(isVermilion).length).toBeGreaterThan(50);
    expect(marked()).toHaveLength(marks);
    await console.press('Control+z');
    stage.forwarder.heal('supervisor');
    await until('it came and went', () => unmarked().length === gone + 1);
    expect(unmarked().at(-1)).toBe(marked().at(-1));
  });

  chapter('every tool lands on a frozen picture too', async () => {
    await console.press('f');
    await phone.page.getByText(customerWords.stage.frozen(LUCIA.first)).waitFor();
    const errors = await drawEverything({ console, customer, supervisor, size: UPRIGHT });
    await stage.artifacts.write('marks-frozen.json', JSON.stringify(errors, null, 2));
    await hold('frozen');
    expect(Math.max(...Object.values(errors))).toBeLessThanOrEqual(2);
    const live = console.button(consoleWords.tools.unfreeze, true);
    await phone.hidePicture('screen');
    await until('the way back to the live picture rests behind the curtain', async () => (await live.getAttribute('aria-disabled')) === 'true');
    await hold('frozen-curtain');
    await phone.showAgain();
    await until('it is offered again', async () => (await live.getAttribute('aria-disabled')) === 'false');
    await console.press('f');
    await console.button(consoleWords.tools.freeze, true).waitFor();
  });

  chapter('marks land where they were drawn at 1:1, and fingers draw and zoom', async () => {
    const percent = () => supervisor.page.locator('.percent').textContent();
    const fitted = await percent();
    const [a, b] = [{ x: 0.4, y: 0.45 }, { x: 0.55, y: 0.55 }];
    await console.take('box');
    await console.press('9');
    await until('it is 1:1', async () => (await percent()) === consoleWords.stage.zoom(100));
    const box = await supervisor.page.evaluate(() => harness.pictureBox());
    const at = ({ x, y }: Fraction): Spot => ({ x: box.left + x * (box.right - box.left), y: box.top + y * (box.bottom - box.top) });
    await console.drag(at(a), at(b));
    await until('it is where it was drawn', async () => (await markError(a, b)) <= 2);
    await stage.artifacts.shoot(supervisor.page, 'actual-size');
    await console.press('Control+z', '0');
    await until('it fits again', async () => (await percent()) === fitted);
    await until('the mark is gone', async () => (await Shot.of(customer.page)).inPicture(isVermilion).length === 0);
    const [from, to] = (await onPicture(a, b)) as [Spot, Spot];
    await touch(supervisor.page, [from, to]);
    await until('the finger’s mark is where it was drawn', async () => (await markError(a, b)) <= 2);
    const marks = marked().length;
    await touch(supervisor.page, [from, { x: from.x - 60, y: from.y - 60 }], [to, { x: to.x + 60, y: to.y + 60 }]);
    await until('two fingers have zoomed in', async () => Number.parseInt((await percent()) ?? '', 10) > Number.parseInt(fitted ?? '', 10));
    expect(marked()).toHaveLength(marks);
    await console.press('Control+z', '0');
  });

  chapter('steps, freezes and scenes keep stills as well, and none is larger than it may be', async () => {
    await console.sendStep('Open Settings');
    const stills = () => supervisor.wire.of('media.still').map(({ data }) => data.still);
    for (const reason of ['step', 'freeze', 'scene', 'mark'] as const) await until(`a still was kept for a ${reason}`, () => stills().some((still) => still.reason === reason));
    for (const { size, bytes } of stills()) {
      expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(LONGEST_SIDE);
      expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(720);
      expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    }
  });

  chapter('on hold nobody hears anything, and nothing is said to be seen', async () => {
    await console.press('h');
    await phone.page.getByText(customerWords.notice.held(LUCIA.first)).waitFor();
    await console.chip(consoleWords.top.pictureRests).waitFor();
    await console.chip(consoleWords.top.voiceRests).waitFor();
    expect(await console.chips.locator('.ok').allTextContents()).toEqual([` ${consoleWords.top.stills}`]);
    await isSilent(customer, supervisor);
    await hold('held');
    await console.press('h');
    await console.chip(consoleWords.top.sees.screen).waitFor();
    await console.chip(consoleWords.top.hears).waitFor();
  });

  chapter('a still that is looked at goes with the curtain, does not come back, and shortcuts go on', async () => {
    const dialogs = supervisor.page.getByRole('dialog');
    await console.still('freeze').click();
    await dialogs.getByRole('img').waitFor();
    await hold('still');
    await phone.hidePicture('screen');
    await dialogs.waitFor({ state: 'detached' });
    for (const name of [consoleWords.tools.freeze, consoleWords.tools.snapshot]) expect(await console.button(name, true).count()).toBe(0);
    await console.press('?');
    await dialogs.getByRole('heading', { name: consoleWords.help.title }).waitFor();
    await console.press('Escape');
    await dialogs.waitFor({ state: 'detached' });
    await phone.showAgain();
    await until('the picture is back', picture, PICTURE_MS);
    expect(await dialogs.count()).toBe(0);
    expect(await stage.faults()).toEqual([]);
  });

  chapter('a session that is open in a newer tab can be taken back', async () => {
    const tab = await supervisor.context.newPage();
    await tab.goto(supervisor.page.url());
    await console.heading(consoleWords.ended.replaced).waitFor();
    await hold('replaced');
    await supervisor.page.route(STILL, (route) => route.abort());
    await console.button(consoleWords.ended.takeBack, true).click();
    await tab.getByRole('heading', { name: consoleWords.ended.replaced }).waitFor();
    await tab.close();
    await until('the picture is back', picture, PICTURE_MS);
  });

  chapter('a still that could not be had says so, and comes when it is asked for again', async () => {
    supervisor.watch.expect(/net::ERR_FAILED.*\/stills\//);
    const dialog = supervisor.page.getByRole('dialog');
    await console.still('freeze').filter({ hasText: consoleWords.stills.notHere }).click();
    await dialog.getByText(consoleWords.stills.missing).waitFor();
    await hold('still-missing');
    await supervisor.page.unroute(STILL);
    await dialog.getByRole('button', { name: consoleWords.tryAgain }).click();
    await dialog.getByRole('img').waitFor();
    await console.press('Escape');
    await until('the others come by themselves', async () => (await supervisor.page.getByText(consoleWords.stills.notHere).count()) === 0);
  });

  chapter('on narrower windows the lists unfold one at a time, the guide becomes a sheet, and nothing is cut off', async () => {
    const { page } = supervisor;
    const fold = (name: string) => page.locator('.folds').getByRole('button', { name, exact: true });
    for (const [width, height] of [[1100, 800], [800, 900]] as const) {
      await page.setViewportSize({ width, height });
      await hold(`narrow-${width}`);
      expect(await cutControls(console)).toEqual([]);
      for (const list of ['marks', 'stills'] as const) {
        await fold(consoleWords.stage[list]).click();
        await page.getByRole('region', { name: new RegExp(`^${consoleWords[list === 'marks' ? 'marksList' : 'stills'].title}`) }).waitFor();
        await hold(`narrow-${width}-${list}`);
        expect(await cutControls(console)).toEqual([]);
        await fold(consoleWords.stage[list]).click();
      }
    }
    const sheet = page.getByRole('complementary', { name: consoleWords.stage.steps });
    expect(await sheet.isVisible()).toBe(false);
    await fold(consoleWords.stage.steps).click();
    await sheet.waitFor();
    await hold('narrow-800-sheet');
    await sheet.getByRole('button', { name: consoleWords.close }).click();
    await sheet.waitFor({ state: 'hidden' });
    await usesFingers(page);
    await hold('narrow-800-fingers');
    const sizes = await page.locator('.toolbar button').evaluateAll((tools) => tools.map((tool) => tool.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
    await usesFingers(page, false);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  chapter('a long cut says what to try; who took over meanwhile is told of; and an absent customer leaves what they shared paused', async () => {
    for (const { watch } of [customer, supervisor]) watch.expect(/WebSocket connection to .* failed|Failed to load resource/);
    const corners = await onPicture({ x: 0.3, y: 0.3 }, { x: 0.6, y: 0.5 });
    for (const { kind } of [customer, supervisor]) stage.forwarder.cut(kind);
    await supervisor.page.getByText(consoleWords.states.longAway).waitFor({ timeout: 30_000 });
    expect(await qualities()).toEqual(expect.not.arrayContaining([expect.stringMatching(/\d ms/)]));
    expect(await console.chips.locator('.ok').allTextContents()).toEqual([` ${consoleWords.top.stills}`]);
    await supervisor.page.getByText(consoleWords.tools.resting(consoleWords.tools.cut_off)).waitFor();
    expect(await console.button(consoleWords.tools.freeze, true).getAttribute('aria-disabled')).toBe('true');
    await console.press('b');
    await console.drag(...corners);
    await console.press('f', 'p');
    expect(await supervisor.page.locator('.ghosts [data-mark]').count()).toBe(0);
    await hold('long-away');
    await takeOver(stage.cicerone.origin, session);
    stage.forwarder.heal('supervisor');
    await supervisor.page.getByText(consoleWords.errors.not_yours).waitFor();
    await hold('taken-over');
    // Who has just taken over has some seconds to open their page; until then the press is refused in words and can be tried again.
    const back = supervisor.page.getByText(consoleWords.states.customerAway(MARTA.shown)).first();
    await until('the session is taken back', async () => {
      if (await back.isVisible()) return true;
      const again = console.button(consoleWords.desk.takeOver, true);
      if (await again.isVisible()) await again.click({ timeout: 1_000 }).catch(() => undefined);
      return false;
    }, PICTURE_MS);
    await until('this side is measured again', async () => /\d ms/.test((await qualities())[0] ?? ''));
    expect((await qualities())[1]).not.toMatch(/\d ms/);
    await console.chip(consoleWords.top.pictureRests).waitFor();
    await console.chip(consoleWords.top.voiceRests).waitFor();
    await hold('customer-away');
    stage.forwarder.heal('customer');
    await console.chip(consoleWords.top.sees.screen).waitFor({ timeout: 20_000 });
    expect(await console.button(consoleWords.tools.freeze, true).getAttribute('aria-disabled')).toBe('false');
  });

  chapter('a server that restarts says so, and the call goes on', async () => {
    await stage.cicerone.stop();
    await supervisor.page.getByText(consoleWords.states.restarting).waitFor();
    await hold('restarting');
    await stage.cicerone.start();
    await console.chip(consoleWords.top.sees.screen).waitFor({ timeout: 20_000 });
    await until('the picture is back', picture, PICTURE_MS);
  });

  chapter('a question whether to end goes when the customer has left', async () => {
    await console.press('e');
    await supervisor.page.getByRole('dialog', { name: consoleWords.end.title(MARTA.shown) }).waitFor();
    await hold('end');
    await phone.leave();
    await console.heading(consoleWords.wrapUp.title).waitFor();
    await supervisor.page.getByRole('dialog').waitFor({ state: 'detached' });
    await console.writeUp('resolved', 'It works.');
  });

  chapter('who can’t be signed out at the server is told so, and stays out once it has worked', async () => {
    const { page } = supervisor;
    await console.toDesk();
    const asked = await keepBack(page, /\/api\/auth\/refresh$/);
    await page.reload();
    await until('its shape is seen', () => page.locator('.starting-page .skeleton').first().evaluate((block) => getComputedStyle(block).opacity === '1'));
    await hold('starting');
    await asked.release();
    await console.heading(consoleWords.desk.title).waitFor();
    await page.route('**/api/auth/logout', (route) => route.abort());
    await console.button(consoleWords.rail.settings, true).click();
    await console.button(consoleWords.settings.signOut, true).click();
    await page.getByText(consoleWords.settings.stillIn).waitFor();
    await hold('still-signed-in');
    await page.unroute('**/api/auth/logout');
    await console.button(consoleWords.settings.signOut, true).click();
    await console.heading(consoleWords.signIn.title).waitFor();
    await page.route('**/api/auth/refresh', (route) => route.abort());
    await page.reload();
    await page.getByText(consoleWords.signIn.offline).waitFor();
    await hold('offline');
    await page.unroute('**/api/auth/refresh');
    await console.heading(consoleWords.signIn.title).waitFor();
    expect(await stage.faults()).toEqual([]);
  });
});

/** As a phone tells the page when the person looks at another app, and comes back. */
async function hides({ page }: Person, hidden: boolean): Promise<void> {
  await page.evaluate((now) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: now });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

/** Words of the chips that are seen and cut off. */
async function cutWords(console: ConsolePage): Promise<string[]> {
  return console.chips.getByRole('listitem').locator('span').evaluateAll((words) =>
    words.filter((word) => getComputedStyle(word).position !== 'absolute' && word.scrollWidth > word.clientWidth).map((word) => word.textContent ?? ''),
  );
}

/** Tells a desktop's page that it is worked with fingers, as a tablet tells it, or with a mouse again. */
async function usesFingers(page: Page, enabled = true): Promise<void> {
  const screen = await page.context().newCDPSession(page);
  await screen.send('Emulation.setTouchEmulationEnabled', { enabled });
  expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(enabled);
  if (!enabled) await screen.detach();
}

/** Controls that are drawn and lie outside the window. */
async function cutControls({ page }: ConsolePage): Promise<string[]> {
  return page.locator('.top button, .stage-header button, .toolbar button').evaluateAll((buttons) =>
    buttons.flatMap((button) => {
      const { left, right, top, bottom, width } = button.getBoundingClientRect();
      const isCut = width > 0 && (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight);
      return isCut ? [button.getAttribute('aria-label') ?? button.textContent ?? ''] : [];
    }),
  );
}

/** Another supervisor takes the session, from somewhere else. */
async function takeOver(origin: string, session: string): Promise<void> {
  const post = (path: string, json: unknown, token = ''): Promise<Response> =>
    fetch(`${origin}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify(json) });
  const signedIn = (await (await post('/api/auth/login', { name: OLGA.name, password: OLGA.password })).json()) as { access_token: string };
  expect((await post(`/api/sessions/${session}/take-over`, {}, signedIn.access_token)).ok).toBe(true);
}

/** What the supervisor's page does beyond the call's straight way: what it says of both sides, what it takes back, and the states in between. */
import { afterAll, describe, expect } from 'vitest';
import { edgesError } from '../harness/ink';
import { UPRIGHT, type Person } from '../harness/person';
import { isVermilion, Shot, type Fraction, type Spot } from '../harness/shot';
import { until } from '../harness/until';
import { LANGUAGE, sample } from '../harness/whole';
import { ConsolePage } from '../pages/console';
import { CustomerPage } from '../pages/customer';
import { drawEverything } from './drawing';
import { touch } from './fingers';
import { MicrophonePermission } from './microphone';
import { chapters, consoleWords, customerWords, EVERYTHING, LUCIA, MARTA, PICTURE_MS, Stage } from './stage';

const LONGEST_SIDE = 1_600;
const MOST_BYTES = 400 * 1024;

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
  const marked = () => supervisor.wire.of('mark.drawn').map(({ data }) => data.mark.mark);
  const unmarked = () => supervisor.wire.of('mark.removed').map(({ data }) => data.mark);
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
    await stage.cicerone.addUser(LUCIA, 'supervisor');
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
    for (const [width, height] of sample([[800, 900], [1100, 800], [1440, 900]])) {
      await supervisor.page.setViewportSize({ width, height });
      await hold(`invited-again-${width}`);
    }
    await supervisor.page.setViewportSize({ width: 1440, height: 900 });
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
      return supervisor.wire.of('pointer.trail').length >= 2;
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
    await phone.button(customerWords.voice.mute).first().tap();
    await console.chip(consoleWords.top.hearsMuted).waitFor();
    await isSilent(supervisor);
    await phone.button(customerWords.voice.unmute).first().tap();
    await console.chip(consoleWords.top.hears).waitFor();
  });

  chapter('what is shared stands on one line, also while the customer looks at another app, and both qualities have figures', async () => {
    await until('both qualities are measured', async () => (await qualities()).every((text) => /\d ms/.test(text)));
    await hides(customer, true);
    await console.chip(consoleWords.top.hidden).waitFor();
    // The run's own language comes last, because the story goes on in it.
    for (const language of [...['es', 'en'].filter((tag) => tag !== LANGUAGE), LANGUAGE]) {
      await console.speak(language);
      for (const [width, height] of sample([[1280, 800], [1440, 900]])) {
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

/** The whole call: a first start, an invitation, guidance on a picture that both see, and a log that tells all of it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { CurtainCount } from '../harness/curtain';
import { readLog } from '../harness/log';
import { SIDEWAYS, UPRIGHT, type Person } from '../harness/person';
import { isVermilion, Shot } from '../harness/shot';
import { until } from '../harness/until';
import type { Seen } from '../inside/picture';
import { ConsolePage, type Invitation } from '../pages/console';
import { CustomerPage } from '../pages/customer';
import { ReviewPage, words as reviewWords } from '../pages/review';
import { clear, drawEverything, drawTogether } from './drawing';
import { chapters, consoleWords, customerWords, EVERYTHING, LUCIA, MARTA, OLGA, PICTURE_MS, Stage } from './stage';

describe('the whole call', () => {
  let stage: Stage;
  let [customer, supervisor, admin]: [Person, Person, Person] = [] as never;
  let phone: CustomerPage;
  let console: ConsolePage;
  let invitation: Invitation;
  const chapter = chapters(() => stage);
  afterAll(() => stage?.clear());

  /** Holds this moment: nothing failed unseen, everybody can use it, and it is kept as pictures. */
  const hold = async (moment: string): Promise<void> => {
    await stage.shoot(moment);
    expect(await stage.accessibility()).toEqual([]);
    expect(await stage.faults()).toEqual([]);
  };
  const picture = (): Promise<Seen | null> => supervisor.page.evaluate(() => harness.picture());

  chapter('the printed link of the first start makes an administrator, and a one-time link a supervisor', async () => {
    stage = await Stage.set('call');
    await stage.cicerone.start();
    admin = await stage.invite('reviewer');
    const first = new ConsolePage(admin);
    await first.openLink(stage.cicerone.firstLink);
    await first.setPassword(OLGA.password);
    supervisor = await stage.invite('supervisor');
    console = new ConsolePage(supervisor);
    await console.openLink(await stage.cicerone.inviteUser(LUCIA, 'supervisor'));
    await hold('password');
    await console.setPassword(LUCIA.password);
    await hold('desk');
  });

  chapter('a link opens the door only when its press says so, and the supervisor lets in', async () => {
    invitation = await console.newSession(MARTA.shown, MARTA.topic);
    customer = await stage.invite('customer');
    phone = new CustomerPage(customer);
    await phone.openLink(invitation.link);
    await phone.button(customerWords.html.enter).waitFor();
    await hold('invited');
    expect(await supervisor.page.getByText(consoleWords.door.waiting).isVisible()).toBe(true);
    await phone.join();
    await phone.waitsAtDoor(LUCIA.first);
    await hold('door');
    await console.admit(MARTA.first);
    await phone.heading(customerWords.consent.title).waitFor();
    await phone.page.getByText(customerWords.consent.logged).waitFor();
    // Who was let in while looking elsewhere hears it.
    expect(await customer.page.evaluate(() => harness.senses.buzzes.length)).toBe(1);
    await hold('consent');
  });

  chapter('what the customer agreed to arrives: the screen as it is, and voice both ways', async () => {
    await phone.agree(...EVERYTHING);
    const seen = await until('the screen is on the supervisor’s page', picture, PICTURE_MS);
    expect(seen).toMatchObject({ source: 'screen', ...UPRIGHT });
    expect(seen.cornerError).toBeLessThan(2);
    for (const person of [customer, supervisor]) {
      await until(`${person.kind} hears`, async () => (await person.page.evaluate(() => harness.peers.media())).audioEnergyIn > 0, PICTURE_MS);
    }
    // The press on "Join" is all that the browser needs to let the helper be heard.
    expect(await phone.heading(customerWords.notice.silent(LUCIA.first)).count()).toBe(0);
    // Text on a screen must stay readable: detail goes before motion, on the way in and when the network gets narrow.
    expect(await customer.page.evaluate(() => harness.capture?.hints)).toEqual(['detail', 'speech']);
    expect(await customer.page.evaluate(() => harness.peers.givesWay)).toBe('maintain-resolution');
    expect(await customer.page.evaluate(() => harness.senses.awake)).toBe(1);
    await hold('live');
  });

  chapter('pointer and every kind of mark land within 2 px on the customer’s page', async () => {
    const errors = await drawEverything({ console, customer, supervisor, size: UPRIGHT });
    await stage.artifacts.write('marks-upright.json', JSON.stringify(errors, null, 2));
    expect(Math.max(...Object.values(errors))).toBeLessThanOrEqual(2);
    const scene = { console, customer, supervisor, size: UPRIGHT };
    await drawTogether(scene);
    await hold('marked');
    await clear(scene);
  });

  chapter('after the phone is turned the picture has turned, and marks land as well', async () => {
    await customer.page.evaluate((size) => harness.capture?.resize(size), SIDEWAYS);
    const seen = await until('the turned picture', async () => {
      const now = await picture();
      return now?.width === SIDEWAYS.width ? now : null;
    }, PICTURE_MS);
    expect(seen).toMatchObject(SIDEWAYS);
    expect(seen.cornerError).toBeLessThan(2);
    await until('the log has the new size', () => customer.wire.of('media.source').at(-1)?.data.size?.width === SIDEWAYS.width);
    const errors = await drawEverything({ console, customer, supervisor, size: SIDEWAYS });
    await stage.artifacts.write('marks-sideways.json', JSON.stringify(errors, null, 2));
    await hold('turned');
    expect(Math.max(...Object.values(errors))).toBeLessThanOrEqual(2);
    await customer.page.evaluate((size) => harness.capture?.resize(size), UPRIGHT);
    await until('the picture is upright again', async () => (await picture())?.width === UPRIGHT.width, PICTURE_MS);
  });

  chapter('a frozen picture is the same for both, and a snapshot comes from the customer’s page at full size', async () => {
    // A snapshot that comes too late is refused, and the browser writes that to its console.
    customer.watch.expect(/409 \(Conflict\).*reason=snapshot/);
    await console.button(consoleWords.tools.freeze).click();
    await phone.page.getByText(customerWords.stage.frozen(LUCIA.first)).waitFor();
    await hold('frozen');
    await console.button(consoleWords.tools.unfreeze, true).click();
    const kept = () => supervisor.wire.of('media.still').some(({ data }) => data.still.reason === 'snapshot');
    const missed = () => supervisor.wire.of('media.snapshot_missed').length;
    // The page has two seconds. On a busy machine it may miss them; then the supervisor is told, and asks again.
    for (let asked = 1; asked <= 3 && !kept(); asked += 1) {
      await console.button(consoleWords.tools.snapshot).click();
      await until('the snapshot is kept or missed', () => kept() || missed() >= asked);
    }
    expect(kept()).toBe(true);
  });

  chapter('steps are done or stuck, and both sides know', async () => {
    const noticed = await customer.page.evaluate(() => ({ buzzes: harness.senses.buzzes.length, tones: harness.senses.tones.length }));
    await console.sendStep('Open Settings');
    await phone.step('Open Settings').waitFor();
    const now = await customer.page.evaluate(() => ({ buzzes: harness.senses.buzzes.length, tones: harness.senses.tones.length, titles: harness.senses.titles }));
    expect(now).toMatchObject({ buzzes: noticed.buzzes + 1, tones: noticed.tones + 2 });
    expect(now.titles).toContain(customerWords.step.new);
    await until('the title is the page’s own again', async () => (await phone.page.title()) === customerWords.html.page);
    await hold('step');
    await phone.button(customerWords.step.done).tap();
    await supervisor.page.getByText(consoleWords.steps.states.done, { exact: true }).waitFor();
    await console.sendStep('Press “Forget this network”');
    await phone.step('Press “Forget this network”').waitFor();
    await phone.button(customerWords.step.stuck).tap();
    await supervisor.page.getByText(consoleWords.steps.states.stuck, { exact: true }).waitFor();
    await hold('stuck');
    await console.sendStep('Turn the phone off');
    await phone.step('Turn the phone off').waitFor();
    await console.onStep('Turn the phone off', 'withdraw');
    await supervisor.page.getByText(consoleWords.steps.states.withdrawn, { exact: true }).waitFor();
    await phone.step('Turn the phone off').waitFor({ state: 'detached' });
    await phone.step('Press “Forget this network”').waitFor();
    await console.onStep('Press “Forget this network”', 'markDone');
    await supervisor.page.getByText(consoleWords.steps.states.stuck, { exact: true }).waitFor({ state: 'detached' });
    await phone.page.getByText(customerWords.step.isDone).waitFor();
    await hold('taken-back');
  });

  chapter('what one writes the other reads', async () => {
    await console.say(MARTA.first, 'Do you see the network Casa Ferrer?');
    await phone.page.getByText('Do you see the network Casa Ferrer?').first().waitFor();
    await phone.say('Yes, it is the first one');
    await supervisor.page.getByText('Yes, it is the first one').first().waitFor();
    await hold('chat');
  });

  chapter('behind the curtain not one video packet leaves the server, and the first after it is a keyframe', async () => {
    const payloads = await supervisor.page.evaluate(() => harness.peers.videoPayloads());
    expect(payloads.length).toBeGreaterThan(1);
    const count = new CurtainCount(stage.forwarder, payloads);
    await phone.hidePicture('screen');
    await until('the customer’s page is told', () => count.acknowledged);
    await supervisor.page.getByText(consoleWords.states.curtain, { exact: true }).first().waitFor();
    await hold('curtain');
    // A page that does not stop by itself makes the server's part visible.
    await customer.page.evaluate(() => harness.peers.sendAnyway());
    await until('the customer’s page goes on sending', () => count.offered > 100);
    expect(count.leaked).toEqual([]);
    await supervisor.page.evaluate(() => harness.peers.arrivals.splice(0));
    await phone.showAgain();
    await until('the picture is back', picture, PICTURE_MS);
    count.stop();
    const arrivals = await supervisor.page.evaluate(() => harness.peers.arrivals);
    expect(arrivals[0]).toMatchObject({ key: true });
    expect(await stage.faults()).toEqual([]);
  });

  chapter('hold stops picture and voice both ways, and says so', async () => {
    await console.button(consoleWords.top.hold, true).click();
    await phone.page.getByText(customerWords.notice.held(LUCIA.first)).waitFor();
    await phone.heading(customerWords.top.hidden(LUCIA.first)).waitFor();
    // It says since when, and neither hears the other meanwhile.
    await phone.page.getByText(customerWords.notice.heldMore('0:02')).waitFor();
    const voices = () => Promise.all([customer, supervisor].map(async ({ page }) => (await page.evaluate(() => harness.peers.media())).audioPacketsIn));
    const before = await voices();
    await phone.page.getByText(customerWords.notice.heldMore('0:04')).waitFor();
    expect(await voices()).toEqual(before);
    await hold('held');
    await supervisor.page.getByRole('button', { name: consoleWords.top.resume, exact: true }).first().click();
    await until('the picture is back', picture, PICTURE_MS);
  });

  chapter('the camera takes the screen’s place without a new connection', async () => {
    const made = await customer.page.evaluate(() => harness.peers.made);
    await phone.show('camera');
    await until('the camera is on the supervisor’s page', async () => (await picture())?.source === 'camera', PICTURE_MS);
    expect(await customer.page.evaluate(() => harness.peers.made)).toBe(made);
    await hold('camera');
  });

  chapter('a screenshot can be shown and marked, without what the phone wrote into the file', async () => {
    // As large as phones take them.
    const plain = Buffer.from(await customer.page.evaluate(() => harness.capture?.photo(3) ?? ''), 'base64');
    const photo = withExif(plain);
    expect(photo.includes(EXIF)).toBe(true);
    await customer.page.evaluate(() => harness.posts.clear());
    await phone.showPhoto(photo);
    await until('the photo is shown', () => supervisor.wire.of('media.source').at(-1)?.data.source === 'photo', PICTURE_MS);
    const still = supervisor.wire.of('media.still').findLast(({ data }) => data.still.reason === 'photo')?.data.still;
    expect(still?.size).toMatchObject({ width: 900, height: 1600 });
    // Nothing of it leaves the phone, not even for the server to take out.
    const [sent] = await customer.page.evaluate(() => harness.posts.pictures());
    expect(sent?.length).toBeGreaterThan(1_000);
    expect(sent?.length).toBeLessThanOrEqual(400 * 1024);
    expect(sent?.includes(EXIF)).toBe(false);
    await supervisor.page.locator('img.frame').waitFor();
    const errors = await drawEverything({ console, customer, supervisor, size: UPRIGHT, only: ['ring', 'arrow'] });
    await hold('photo');
    expect(Math.max(...Object.values(errors))).toBeLessThanOrEqual(2);
    const kept = await storedFiles(stage.cicerone.dataFolder);
    expect(kept.length).toBeGreaterThan(2);
    expect(kept.filter((file) => file.includes(EXIF))).toEqual([]);
  });

  chapter('a picture can be pasted, and a file that is none is refused in words', async () => {
    const pasted = supervisor.wire.of('media.source').length;
    await phone.openSources();
    await phone.page.getByRole('dialog').waitFor();
    await customer.page.evaluate(() => harness.capture?.paste());
    await until('the pasted picture is shown', () => supervisor.wire.of('media.source').length > pasted, PICTURE_MS);
    await phone.showPhoto(Buffer.from('no picture'));
    await phone.page.getByRole('dialog').getByText(customerWords.sources.noPhoto).waitFor();
    await hold('no-photo');
    await phone.closeSheet();
  });

  chapter('the customer stops, the supervisor writes it up, and the log is closed', async () => {
    await phone.leave();
    await phone.heading(customerWords.ended.stopped.title).waitFor();
    expect(await customer.page.evaluate(() => ({ awake: harness.senses.awake, live: harness.capture?.live }))).toEqual({ awake: 0, live: [] });
    await supervisor.page.getByRole('heading', { name: consoleWords.wrapUp.title }).waitFor();
    await hold('wrap-up');
    await console.writeUp('resolved', 'The router has a new password.');
    await hold('closed');
  });

  chapter('review shows every event, and the log is intact', async () => {
    const review = new ReviewPage(admin);
    await review.openList(stage.cicerone.origin);
    await hold('review-list');
    await review.open(MARTA.shown);
    expect(await review.badge.textContent()).toContain(reviewWords.proof.words.intact);
    await hold('review');
    await review.seek(reviewWords.lines['mark.drawn'](1, reviewWords.marks.ring));
    await until('the mark is on its still', async () => (await Shot.of(admin.page)).inPicture(isVermilion).length > 50);
    await hold('replay');
    const log = await stage.cicerone.exportLog(invitation.session);
    const entries = readLog(log);
    expect(await review.rows()).toEqual(entries.map(({ seq, type }) => ({ seq, type })));
    await hold('review-table');
    for (const { wire } of [customer, supervisor]) {
      const missing = [...wire.events.values()].filter(({ seq, type }) => entries[seq - 1]?.type !== type);
      expect(missing).toEqual([]);
    }
    expect(await stage.cicerone.verdict(log)).toBe('Intact');
    expect(await stage.cicerone.verdict(log.replace('"kind":"resolved"', '"kind":"visit"'))).toBe('Altered');
    await stage.artifacts.write('log.jsonl', log);
  });
});

const EXIF = 'Exif\0\0';

/** The same JPEG with a camera's note in it, where JPEG readers look for one. */
function withExif(jpeg: Buffer): Buffer {
  const note = Buffer.from(`${EXIF}MM\0*\0\0\0\x08\0\0 41.3874N 2.1686E`, 'latin1');
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(note.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, note, jpeg.subarray(2)]);
}

/** Every picture that the server keeps. */
async function storedFiles(folder: string): Promise<Buffer[]> {
  const names = await readdir(join(folder, 'stills'), { recursive: true, withFileTypes: true });
  return Promise.all(names.filter((name) => name.isFile()).map((name) => readFile(join(name.parentPath, name.name))));
}

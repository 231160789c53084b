/** Two customers and one supervisor: one voice at a time, and neither session shows anything of the other. */
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { afterAll, describe, expect } from 'vitest';
import type { Person } from '../harness/person';
import { until } from '../harness/until';
import type { Seen } from '../inside/picture';
import { ConsolePage, type Invitation } from '../pages/console';
import { CustomerPage } from '../pages/customer';
import { chapters, consoleWords, customerWords, EVERYTHING, LUCIA, MARTA, PICTURE_MS, Stage } from './stage';

const PERE = { shown: 'Pere Soler', first: 'Pere', topic: 'New router' };
/** A phone whose screen has twice as many dots each way as a picture of it may have. */
const FINE = { width: 1_440, height: 2_560 };

describe('two sessions at once', () => {
  let stage: Stage;
  let [marta, pere, supervisor]: [Person, Person, Person] = [] as never;
  let [phone, second]: [CustomerPage, CustomerPage] = [] as never;
  let console: ConsolePage;
  let [first, other]: [Invitation, Invitation] = [] as never;
  const chapter = chapters(() => stage);
  afterAll(() => stage?.clear());

  const picture = (): Promise<Seen | null> => supervisor.page.evaluate(() => harness.picture());
  const voiceTo = async ({ page }: Person): Promise<number> => (await page.evaluate(() => harness.peers.media())).audioPacketsIn;
  const hears = async (person: Person): Promise<void> => {
    const before = await voiceTo(person);
    await until('the voice reaches them', async () => (await voiceTo(person)) > before + 10, PICTURE_MS);
  };
  const look = async (name: string): Promise<void> => {
    for (const [who, { page }] of Object.entries({ supervisor, marta, pere })) await stage.artifacts.shoot(page, `${name}-${who}`);
    expect(await stage.accessibility()).toEqual([]);
    expect(await stage.faults()).toEqual([]);
  };

  chapter('the first is helped; the square on the page is the link', async () => {
    stage = await Stage.set('two');
    await stage.cicerone.addUser(LUCIA, 'supervisor');
    await stage.cicerone.start();
    [marta, pere, supervisor] = await Promise.all([stage.invite('customer'), stage.invite('customer'), stage.invite('supervisor')]);
    [phone, second, console] = [new CustomerPage(marta), new CustomerPage(pere), new ConsolePage(supervisor)];
    await console.signIn(stage.cicerone.origin, LUCIA.name, LUCIA.password);
    first = await console.newSession(MARTA.shown, MARTA.topic);
    expect(await scanned(supervisor)).toBe(first.link);
    await phone.openLink(first.link);
    await phone.join();
    await console.admit(MARTA.first);
    await phone.agree(...EVERYTHING);
    await until('the screen is on the supervisor’s page', picture, PICTURE_MS);
    await hears(marta);
  });

  chapter('who asks in meanwhile takes nobody’s voice before they are let in', async () => {
    await console.toDesk();
    other = await console.newSession(PERE.shown, PERE.topic);
    expect(other.session).not.toBe(first.session);
    expect(other.code).not.toBe(first.code);
    await second.openLink(other.link);
    await second.join();
    await second.waitsAtDoor(LUCIA.first);
    await hears(marta);
    expect(await phone.page.getByText(customerWords.notice.held(LUCIA.first)).count()).toBe(0);
    await look('at-the-door');
  });

  chapter('letting the second in puts the first on hold, and tells her so', async () => {
    await pere.page.evaluate((size) => harness.capture?.resize(size), FINE);
    await console.admit(PERE.first);
    await phone.page.getByText(customerWords.notice.held(LUCIA.first)).waitFor();
    await supervisor.page.getByText(consoleWords.news.held_for_another(MARTA.shown)).waitFor();
    const quiet = await voiceTo(marta);
    await second.agree(...EVERYTHING);
    await until('the second screen is on the supervisor’s page', async () => (await picture())?.height === FINE.height, PICTURE_MS);
    await hears(pere);
    expect(await voiceTo(marta)).toBe(quiet);
    await look('held-for-another');
  });

  chapter('a snapshot of a fine screen is made on the phone, as large as a picture may be', async () => {
    // The page has two seconds. On a busy machine it may miss them; then the supervisor asks again.
    pere.watch.expect(/409 \(Conflict\).*reason=snapshot/);
    const kept = () => pere.wire.of('media.still').find(({ data }) => data.still.reason === 'snapshot')?.data.still;
    const missed = () => pere.wire.of('media.snapshot_missed').length;
    for (let asked = 1; asked <= 3 && !kept(); asked += 1) {
      await console.button(consoleWords.tools.snapshot).click();
      await until('the snapshot is kept or missed', () => kept() !== undefined || missed() >= asked);
    }
    expect(kept()).toMatchObject({ size: { width: 900, height: 1_600 } });
    await console.still('snapshot').click();
    const shown = supervisor.page.getByRole('dialog').getByRole('img');
    await until('it is seen as large', async () => (await shown.evaluate((image: HTMLImageElement) => image.naturalHeight)) === 1_600);
    await console.press('Escape');
  });

  chapter('steps and messages reach the one they are for, and back at the first the second waits on hold', async () => {
    await console.sendStep('Hold the router upside down');
    await second.step('Hold the router upside down').waitFor();
    await second.say('I see it');
    await supervisor.page.getByText('I see it').waitFor();
    await supervisor.page.getByRole('link', { name: MARTA.shown }).first().click();
    await second.page.getByText(customerWords.notice.held(LUCIA.first)).waitFor();
    await console.button(consoleWords.top.resume, true).first().click();
    await until('her screen is back', async () => (await picture())?.height === 1_280, PICTURE_MS);
    await hears(marta);
    const quiet = await voiceTo(pere);
    await console.sendStep('Open Settings');
    await phone.step('Open Settings').waitFor();
    expect(await voiceTo(pere)).toBe(quiet);
    await look('back-at-the-first');
    for (const [{ wire }, { session }] of [[marta, first], [pere, other]] as const) {
      expect([...new Set([...wire.events.values()].map((event) => event.session))]).toEqual([session]);
    }
    expect(marta.wire.of('step.sent')).toHaveLength(1);
    expect(marta.wire.of('talk.said')).toEqual([]);
  });

  chapter('the end of the one leaves the other on hold until it is gone on with', async () => {
    await console.end();
    await phone.heading(customerWords.ended.over.title).waitFor();
    await console.writeUp('resolved', 'Works again.');
    expect(await second.page.getByText(customerWords.notice.held(LUCIA.first)).count()).toBe(1);
    await supervisor.page.getByRole('link', { name: PERE.shown }).first().click();
    await console.button(consoleWords.top.resume, true).first().click();
    await until('the second screen is back', async () => (await picture())?.height === FINE.height, PICTURE_MS);
    await hears(pere);
    await look('the-other-goes-on');
  });
});

/** What a phone's camera reads off the page. */
async function scanned({ page }: Person): Promise<string | undefined> {
  const { data, width, height } = PNG.sync.read(await page.getByRole('img', { name: consoleWords.invite.qr }).screenshot());
  return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}

/** Networks as people have them: a NAT that forgets, ten seconds without any, a curtain drawn meanwhile, a closed lid. */
import { afterAll, describe, expect } from 'vitest';
import { violations } from '../harness/axe';
import { CurtainCount } from '../harness/curtain';
import type { Person } from '../harness/person';
import { isLight, Shot } from '../harness/shot';
import { until } from '../harness/until';
import { ConsolePage } from '../pages/console';
import { CustomerPage } from '../pages/customer';
import { lasts, measured, moves, painted, shown, untilSeen } from './measure';
import { Resent } from './resent';
import { chapters, consoleWords, customerWords, LUCIA, MARTA, PICTURE_MS, startCall, type Call } from './stage';

const REBOUND_MS = 1_000;
const CUT_MS = 10_000;
const BACK_MS = 3_000;
const LID_MS = 60_000;
/** Like a restarted server: a page that slept makes everything anew. */
const AWAKE_MS = 5_000;
const RESENT_IN_A_SECOND = 200;
/** After 20 s away another network is offered; a busy machine says it a little later. */
const LONG_MS = 25_000;

describe('networks', () => {
  let call: Call;
  let asked: number;
  const chapter = chapters(() => call?.stage);
  afterAll(() => call?.stage.clear());

  /** The person was asked nothing again, and nothing went wrong unseen. */
  const hold = async (): Promise<void> => {
    expect(await call.customer.page.evaluate(() => harness.capture?.asked)).toBe(asked);
    expect(await call.stage.faults()).toEqual([]);
  };
  /** The customer still has the picture, knows how old it is, and can't take it for a live one. */
  const keepsLastPicture = async (): Promise<void> => {
    const { page } = call.customer;
    const last = page.getByText(new RegExp(customerWords.notice.last('0:\\d\\d')));
    expect(Number((await last.textContent())?.match(/\d\d/)?.[0])).toBeGreaterThanOrEqual(CUT_MS / 1_000 - 2);
    const picture = await page.evaluate(() => harness.picture());
    expect(picture?.cornerError).toBeLessThan(2);
    expect((await Shot.of(page)).shareInPicture(isLight)).toBeGreaterThan(0.5);
    await until('the age counts on', async () => (await last.textContent()) !== customerWords.notice.last('0:10'));
    expect(await page.evaluate(() => harness.picture())).toEqual(picture);
  };
  /** Somebody on another network, at the door of another session. */
  const waitsElsewhere = async (): Promise<Person> => {
    const { stage, supervisor } = call;
    const person = await stage.invite('reviewer', { options: { viewport: { width: 390, height: 844 }, hasTouch: true } });
    const desk = await supervisor.context.newPage();
    await desk.goto(`${stage.cicerone.origin}/console`);
    const { link } = await new ConsolePage({ page: desk }).newSession('Pere Soler', MARTA.topic);
    await desk.close();
    const phone = new CustomerPage(person);
    await phone.openLink(link);
    await phone.join();
    await phone.waitsAtDoor(LUCIA.first);
    person.watch.expect(/WebSocket connection to .* failed|Failed to load resource/);
    return person;
  };
  const cut = (...people: Person[]): void => people.forEach(({ kind }) => call.stage.forwarder.cut(kind));
  const heal = (...people: Person[]): void => people.forEach(({ kind }) => call.stage.forwarder.heal(kind));

  chapter('two people in a call', async () => {
    call = await startCall('networks');
    for (const { watch } of [call.customer, call.supervisor]) watch.expect(/WebSocket connection to .* failed|Failed to load resource/);
    await until('the screen is on the supervisor’s page', () => shown(call), PICTURE_MS);
    await moves(call, PICTURE_MS);
    asked = await call.customer.page.evaluate(() => harness.capture?.asked ?? 0);
    expect(asked).toBeGreaterThan(0);
  });

  for (const kind of ['customer', 'supervisor'] as const) {
    chapter(`the ${kind}’s NAT gives another port: pictures go on within a second`, async () => {
      const { stage, supervisor } = call;
      const before = await stage.cicerone.metric('cicerone_relay_paths_moved_total');
      await supervisor.page.evaluate(() => harness.screenings.watch());
      stage.forwarder.rebind(kind);
      await until('the relay has followed', async () => (await stage.cicerone.metric('cicerone_relay_paths_moved_total')) > before);
      await moves(call);
      measured(`longest time without a picture after the ${kind}'s re-bind`, await supervisor.page.evaluate(() => harness.screenings.longestGap()), REBOUND_MS);
      await hold();
    });
  }

  for (const kind of ['customer', 'supervisor'] as const) {
    chapter(`ten seconds without a network at the ${kind}’s: pictures are back within three, without a storm of repeats`, async () => {
      const { stage } = call;
      const person = call[kind];
      const count = await Resent.of(stage.forwarder, person);
      // A browser that probes for room does so with old packets too, which look the same on the way. It knows which it was asked for.
      const askedOf = async (): Promise<number> => (kind === 'customer' ? (await person.page.evaluate(() => harness.peers.media())).videoPacketsResent : 0);
      const before = await askedOf();
      cut(person);
      await lasts(CUT_MS);
      if (kind === 'customer') await keepsLastPicture();
      else await call.phone.heading(customerWords.top.hidden(LUCIA.first)).waitFor();
      await stage.shoot(`cut-${kind}`);
      expect(await stage.accessibility()).toEqual([]);
      const healed = Date.now();
      heal(person);
      measured(`pictures back after the ${kind}'s cut of ${CUT_MS} ms`, await untilSeen(call, PICTURE_MS), BACK_MS);
      await moves(call);
      await until('the first second is over', () => Date.now() > healed + 1_000);
      count.stop();
      measured(`packets sent again in the first second`, count.between(healed, healed + 1_000), RESENT_IN_A_SECOND, 'packets');
      const again = kind === 'customer' ? (await askedOf()) - before : count.between(healed, Date.now());
      measured(`packets sent again in all`, again, 2 * count.lost, 'packets');
      await hold();
    });
  }

  chapter('where picture and voice alone are cut off, the customer is not told that they are seen', async () => {
    const { stage, customer, phone, console } = call;
    const { stalled, stalledMore, away } = customerWords.notice;
    stage.forwarder.cutDatagrams('customer');
    await phone.heading(stalled).waitFor();
    await phone.page.getByText(stalledMore(LUCIA.first)).waitFor();
    await phone.heading(customerWords.top.hidden(LUCIA.first)).waitFor();
    expect(await phone.page.getByText(customerWords.top.nobody).count()).toBe(1);
    expect(await phone.page.getByText(customerWords.quality.good).count()).toBe(0);
    // The last picture that got through stands still: what moves would look seen.
    const last = await customer.page.evaluate(() => harness.picture());
    const then = await painted(call);
    await until('the phone goes on filming', async () => (await painted(call)) > then + 15);
    expect(await customer.page.evaluate(() => harness.picture())).toEqual(last);
    await stage.shoot('media-cut');
    expect(await stage.accessibility()).toEqual([]);
    // All else goes on.
    await console.sendStep('Switch Wi-Fi off');
    await phone.step('Switch Wi-Fi off').waitFor();
    expect(await phone.heading(away).count()).toBe(0);
    stage.forwarder.heal('customer');
    await phone.heading(customerWords.top.sees.screen(LUCIA.first)).waitFor({ timeout: PICTURE_MS });
    await phone.heading(stalled).waitFor({ state: 'hidden' });
    await moves(call, PICTURE_MS);
    await hold();
  });

  chapter('a curtain that is drawn without a network holds when it is back', async () => {
    const { stage, customer, supervisor, phone } = call;
    const count = new CurtainCount(stage.forwarder, await supervisor.page.evaluate(() => harness.peers.videoPayloads()));
    cut(customer);
    await phone.hidePicture('screen');
    const hidden = await painted(call);
    await phone.page.getByText(customerWords.curtain.closing).waitFor();
    await stage.shoot('curtain-while-cut');
    expect(await stage.accessibility()).toEqual([]);
    heal(customer);
    await until('the customer’s page is told', () => count.acknowledged, PICTURE_MS);
    await supervisor.page.getByText(consoleWords.states.curtain, { exact: true }).first().waitFor();
    expect((await shown(call)) ?? 0).toBeLessThanOrEqual(hidden);
    await customer.page.evaluate(() => harness.peers.sendAnyway());
    await until('the customer’s page goes on sending', () => count.offered > 50, PICTURE_MS);
    expect(count.leaked).toEqual([]);
    expect((await shown(call)) ?? 0).toBeLessThanOrEqual(hidden);
    await stage.shoot('curtain-after-cut');
    expect(await stage.accessibility()).toEqual([]);
    count.stop();
    await phone.showAgain();
    await moves(call, PICTURE_MS);
    await hold();
  });

  chapter('a lid that was closed for a minute: the session goes on where it was', async () => {
    const { stage, customer, supervisor } = call;
    const waiting = await waitsElsewhere();
    const lid = await customer.context.newCDPSession(customer.page);
    await lid.send('Page.setWebLifecycleState', { state: 'frozen' });
    cut(customer);
    const began = Date.now();
    // At a phone that is awake it takes longer than usual, and the page says so without a word from anybody.
    cut(waiting);
    await waiting.page.getByText(customerWords.notice.awayLong).waitFor({ timeout: LONG_MS });
    await stage.artifacts.shoot(waiting.page, 'away-long-customer');
    expect(await violations(waiting.page)).toEqual([]);
    heal(waiting);
    await lasts(began + LID_MS - Date.now());
    await supervisor.page.getByText(consoleWords.states.customerAway(MARTA.shown)).first().waitFor();
    await stage.artifacts.shoot(supervisor.page, 'lid-closed-supervisor');
    expect(await violations(supervisor.page)).toEqual([]);
    // Who has stood at a door for as long may put the phone down.
    await waiting.page.getByText(customerWords.door.long).waitFor();
    expect(await waiting.page.getByText(customerWords.notice.awayLong).count()).toBe(0);
    await stage.artifacts.shoot(waiting.page, 'door-long-customer');
    expect(await violations(waiting.page)).toEqual([]);
    heal(customer);
    await lid.send('Page.setWebLifecycleState', { state: 'active' });
    measured(`pictures back after a lid of ${LID_MS} ms`, await untilSeen(call, PICTURE_MS), AWAKE_MS);
    await moves(call, PICTURE_MS);
    await stage.shoot('lid-open');
    expect(await stage.accessibility()).toEqual([]);
    await call.console.sendStep('Where were we?');
    await call.phone.step('Where were we?').waitFor();
    await hold();
  }, 150_000);
});

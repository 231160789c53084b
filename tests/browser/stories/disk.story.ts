/** The server's log cannot be written for a while: the call goes on, what takes away works, nothing new is given, and nothing is lost. */
import { afterAll, describe, expect } from 'vitest';
import { CurtainCount } from '../harness/curtain';
import { HeldLog } from '../harness/held-log';
import { until } from '../harness/until';
import { moves, seesNewer, painted, shown } from './measure';
import { chapters, consoleWords, customerWords, PICTURE_MS, startCall, type Call } from './stage';
import { contradictions } from './told';

const STEP = 'Hold the reset button for ten seconds';

describe('a log that cannot be written', () => {
  let call: Call;
  let held: HeldLog | undefined;
  const chapter = chapters(() => call?.stage);
  afterAll(async () => {
    await held?.release();
    await call?.stage.clear();
  });

  chapter('two people in a call; then the log is held', async () => {
    call = await startCall('disk');
    for (const { watch } of [call.customer, call.supervisor]) watch.expect(/WebSocket connection to .* failed|Failed to load resource/);
    await until('the screen is on the supervisor’s page', () => shown(call), PICTURE_MS);
    held = await HeldLog.of(call.stage.cicerone.dataFolder);
  });

  chapter('a step is refused in words and does not reach the phone; the picture goes on', async () => {
    const { stage, supervisor, customer, console } = call;
    await console.sendStep(STEP);
    await supervisor.page.getByText(consoleWords.errors.store_unavailable).first().waitFor({ timeout: PICTURE_MS });
    expect(await call.phone.step(STEP).count()).toBe(0);
    await moves(call, PICTURE_MS);
    await stage.shoot('refused');
    expect(await stage.accessibility()).toEqual([]);
    expect(await customer.page.getByRole('alert').count()).toBe(0);
  });

  chapter('a phone that loses its network comes back to the call', async () => {
    const { stage, customer } = call;
    const back = Date.now();
    stage.forwarder.cut('customer');
    await until('the phone has noticed', () => customer.wire.messages.every(({ at }) => at < Date.now() - 7_000), PICTURE_MS);
    stage.forwarder.heal('customer');
    const welcomed = (): boolean => customer.wire.messages.some(({ at, message }) => at > back && message.type === 'welcome');
    await until('the phone is welcomed', welcomed, PICTURE_MS);
    await seesNewer(call, await painted(call), PICTURE_MS);
  });

  chapter('the curtain falls at once, and stays while what opens it cannot be logged', async () => {
    const { stage, customer, supervisor, phone } = call;
    const count = new CurtainCount(stage.forwarder, await supervisor.page.evaluate(() => harness.peers.videoPayloads()));
    await phone.hidePicture('screen');
    await phone.page.getByText(customerWords.curtain.closing).waitFor({ state: 'detached', timeout: PICTURE_MS });
    await customer.page.evaluate(() => harness.peers.sendAnyway());
    await until('the customer’s page goes on sending', () => count.offered > 50, PICTURE_MS);
    await phone.showAgain();
    await phone.page.getByText(customerWords.notice.failed).waitFor({ timeout: PICTURE_MS });
    await phone.heading(customerWords.curtain.title).waitFor();
    expect(count.leaked).toEqual([]);
    count.stop();
    await stage.shoot('curtain');
    expect(await stage.accessibility()).toEqual([]);
  });

  chapter('the log can be written again: everything goes on, and it has all that anyone was shown', async () => {
    const { stage, customer, supervisor, phone, console } = call;
    await held?.release();
    held = undefined;
    await until('the curtain opens', async () => {
      if (!(await phone.heading(customerWords.curtain.title).isVisible())) return true;
      await phone.showAgain();
      return false;
    }, PICTURE_MS);
    await moves(call, PICTURE_MS);
    await console.sendStep(STEP);
    await phone.step(STEP).waitFor();
    await phone.leave();
    await console.writeUp('resolved', 'It works again.');
    const log = await stage.cicerone.exportLog(call.invitation.session);
    expect(await stage.cicerone.verdict(log)).toBe('Intact');
    for (const { wire } of [customer, supervisor]) expect(contradictions(wire, log)).toEqual([]);
    expect(await stage.faults()).toEqual([]);
  });
});

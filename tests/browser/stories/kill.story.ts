/** The server is killed at random moments of a call and comes back: so does the call, and the log has all that was shown. */
import { afterAll, describe, expect } from 'vitest';
import { until } from '../harness/until';
import type { Person } from '../harness/person';
import { lasts, measured, moves, painted, seesNewer, shown } from './measure';
import { ACTS, random } from './script';
import { chapters, PICTURE_MS, startCall, type Call } from './stage';
import { contradictions } from './told';

const KILLS = Number(process.env['SOAK'] ?? 5);
/** Repeat a run with the seed that it printed. */
const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9));
const LIVE_MS = 5_000;
/** A kill comes so long after an act has begun: within most acts, and after some. */
const WITHIN_ACT_MS = 1_500;
/** Browsers hold failed WebSockets against a page: one try at once, and then only when somebody answers. */
const TRIES = 3;
/** A machine takes up to this long to start the server again. */
const DOWN_MS = 4_000;

describe(`the server is killed ${KILLS} times (SEED=${SEED})`, () => {
  let call: Call;
  const chapter = chapters(() => call?.stage);
  const next = random(SEED);
  afterAll(() => call?.stage.clear());

  chapter('two people in a call', async () => {
    call = await startCall('kill');
    for (const { watch } of [call.customer, call.supervisor]) watch.expect(/WebSocket connection to .* failed|Failed to load resource/);
    await until('the screen is on the supervisor’s page', () => shown(call), PICTURE_MS);
  });

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const act = ACTS[Math.floor(next() * ACTS.length)] ?? ACTS[0];
    const [after, down] = [Math.round(next() * WITHIN_ACT_MS), Math.round(next() * DOWN_MS)];
    chapter(`kill ${kill}: ${act?.name}, ${after} ms after it began, down for ${down} ms`, async () => {
      const { stage, customer, supervisor, console } = call;
      const acting = act?.tell(call, kill);
      // Awaited below; a failure before that is not unheard.
      acting?.catch(() => undefined);
      await lasts(after);
      let tries = 0;
      const count = (): number => (tries += 1);
      customer.page.on('websocket', count);
      await stage.cicerone.kill();
      await lasts(down);
      stage.cicerone.launch();
      await until('the port is back', () => fetch(`${stage.cicerone.origin}/healthz`).then(() => true, () => false), PICTURE_MS);
      const back = Date.now();
      const frame = await painted(call);
      await Promise.all([isLive(customer, back), isLive(supervisor, back), seesNewer(call, frame, PICTURE_MS)]);
      measured(`both pages live after the port is back`, Date.now() - back, LIVE_MS);
      customer.page.off('websocket', count);
      expect(tries).toBeLessThanOrEqual(TRIES);
      await acting;
      await moves(call, PICTURE_MS);
      await console.sendStep(`Still there after ${kill}?`);
      await call.phone.step(`Still there after ${kill}?`).waitFor();
      const log = await stage.cicerone.exportLog(call.invitation.session);
      expect(await stage.cicerone.verdict(log)).toBe('Truncated');
      expect(await stage.faults()).toEqual([]);
    });
  }

  chapter('the session is ended, and its log is intact and has every event that either page was shown', async () => {
    const { stage, customer, supervisor, phone, console } = call;
    await phone.leave();
    await console.writeUp('resolved', 'It works again.');
    const log = await stage.cicerone.exportLog(call.invitation.session);
    await stage.artifacts.write('log.jsonl', log);
    expect(await stage.cicerone.verdict(log)).toBe('Intact');
    for (const { wire } of [customer, supervisor]) expect(contradictions(wire, log)).toEqual([]);
    expect(supervisor.wire.events.size).toBeGreaterThan(KILLS);
  });
});

/** Waits until the page has been welcomed since `from` and has a connection for its media. */
async function isLive({ kind, page, wire }: Person, from: number): Promise<void> {
  await until(`the ${kind} is welcomed`, () => wire.messages.some(({ at, message }) => at >= from && message.type === 'welcome'), PICTURE_MS);
  await until(`the ${kind} has media`, async () => (await page.evaluate(() => harness.peers.media())).connected, PICTURE_MS);
}

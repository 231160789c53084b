/** The browser's own capture in place of the test picture: nothing of the way from a real device to the other side is replaced. */
import { afterAll, describe, expect } from 'vitest';
import { until } from '../harness/until';
import { chapters, consoleWords, PICTURE_MS, startCall, type Call } from './stage';

describe('the browser’s own devices', () => {
  let call: Call;
  const chapter = chapters(() => call?.stage);
  afterAll(() => call?.stage.clear());

  chapter('screen and microphone of the browser itself arrive', async () => {
    call = await startCall('devices', { fakeDevices: true });
    const { stage, supervisor } = call;
    await until('frames are shown', async () => (await supervisor.page.evaluate(() => harness.peers.media())).framesDecoded > 15, PICTURE_MS);
    await until('the customer is heard', async () => (await supervisor.page.evaluate(() => harness.peers.media())).audioEnergyIn > 0, PICTURE_MS);
    await stage.shoot('screen');
    expect(await stage.accessibility()).toEqual([]);
    expect(await stage.faults()).toEqual([]);
  });

  chapter('the camera of the browser itself follows', async () => {
    const { stage, phone, supervisor } = call;
    await phone.show('camera');
    await supervisor.page.getByText(consoleWords.top.sees.camera).waitFor();
    const before = (await supervisor.page.evaluate(() => harness.peers.media())).framesDecoded;
    await until('frames of the camera are shown', async () => (await supervisor.page.evaluate(() => harness.peers.media())).framesDecoded > before + 15, PICTURE_MS);
    await stage.shoot('camera');
    expect(await stage.accessibility()).toEqual([]);
    expect(await stage.faults()).toEqual([]);
  });
});

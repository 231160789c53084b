/** The measuring itself, in a real browser and without a server: one page that calls itself. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person, SIDEWAYS, UPRIGHT } from './person';
import { distance, isVermilion, middle, Shot } from './shot';
import { until } from './until';

let person: Person;
beforeAll(async () => {
  person = await Person.sitDown('customer', null);
  await person.page.route('http://localhost/**', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
  await person.page.goto('http://localhost/');
  await person.page.evaluate(callMyself);
});
afterAll(() => person.leave());

const PAGE = `<!doctype html><meta name="viewport" content="width=device-width"><title>x</title><body style="margin:0">
  <video id="local" autoplay muted style="width:250px;display:block;margin-left:37px"></video><video id="remote" autoplay muted hidden></video>
  <div id="dot" style="position:absolute;width:16px;height:16px;border-radius:8px;background:#e8471c;display:none"></div>`;

async function callMyself(): Promise<void> {
  const stream = await navigator.mediaDevices.getDisplayMedia();
  const [from, to] = [new RTCPeerConnection(), new RTCPeerConnection()];
  from.onicecandidate = ({ candidate }) => void to.addIceCandidate(candidate ?? undefined);
  to.onicecandidate = ({ candidate }) => void from.addIceCandidate(candidate ?? undefined);
  const [local, remote] = document.querySelectorAll('video');
  if (!local || !remote) throw new Error('the page has two videos');
  to.ontrack = ({ track }) => (remote.srcObject = new MediaStream([track]));
  local.srcObject = stream;
  for (const track of stream.getTracks()) {
    track.contentHint = 'detail';
    const { sender } = from.addTransceiver(track);
    await sender.setParameters({ ...sender.getParameters(), degradationPreference: 'maintain-resolution' });
  }
  await from.setLocalDescription();
  await to.setRemoteDescription(from.localDescription as RTCSessionDescription);
  await to.setLocalDescription();
  await from.setRemoteDescription(to.localDescription as RTCSessionDescription);
}

test('the picture is read back after it was encoded, upright and turned', async () => {
  const read = () => person.page.evaluate(() => {
    document.getElementById('local')?.remove();
    document.getElementById('remote')?.removeAttribute('hidden');
    return harness.picture();
  });
  const local = await until('a picture', () => person.page.evaluate(() => harness.picture()));
  expect(local).toMatchObject({ source: 'screen', ...UPRIGHT });
  const first = await until('a frame has come', read);
  expect(first).toMatchObject({ source: 'screen', ...UPRIGHT });
  expect(first.cornerError).toBeLessThan(2);
  await until('a later frame has come', async () => ((await read())?.frame ?? 0) > first.frame);
  await person.page.evaluate((size) => harness.capture?.resize(size), SIDEWAYS);
  const turned = await until('the turned picture has come', async () => {
    const seen = await read();
    return seen && seen.width > seen.height ? seen : null;
  });
  expect(turned.cornerError).toBeLessThan(2);
  expect(await person.page.evaluate(() => harness.peers.media())).toMatchObject({ connected: true });
});

test('a dot is found where it lies in the picture', async () => {
  await person.page.evaluate((size) => harness.capture?.resize(size), UPRIGHT);
  await until('the picture is upright again', async () => (await person.page.evaluate(() => harness.picture()))?.width === UPRIGHT.width);
  await person.page.evaluate(() => (document.getElementById('remote') as HTMLVideoElement).setAttribute('style', 'width:250px;display:block;margin-left:37px'));
  await person.page.evaluate(() => harness.screenings.watch());
  await until('the picture stands in its place', async () => (await person.page.evaluate(() => harness.screenings.shown.length)) > 3);
  const before = await Shot.of(person.page);
  const picture = before.picture(UPRIGHT);
  expect(picture.bend).toBeLessThan(1);
  expect(picture.ratio).toBeCloseTo(UPRIGHT.width / UPRIGHT.height, 2);
  const place = picture.at({ x: 0.25, y: 0.75 });
  const size = await person.page.locator('#remote').boundingBox();
  if (!size) throw new Error('the video has a box');
  expect(distance(place, { x: size.x + size.width * 0.25, y: size.y + size.height * 0.75 })).toBeLessThan(1);
  await person.page.evaluate(({ x, y }) => document.getElementById('dot')?.setAttribute('style', `${document.getElementById('dot')?.getAttribute('style')};left:${x - 8}px;top:${y - 8}px;display:block`), place);
  const after = await Shot.of(person.page);
  expect(distance(middle(after.inPicture(isVermilion)), place)).toBeLessThan(0.75);
});

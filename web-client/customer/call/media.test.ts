import { signal } from '@preact/signals-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CustomerCommand, CustomerView } from '../../shared/wire/wire';
import type { CustomerSession } from '../session';
import { Media } from './media';
import type { Stills } from './stills';

vi.mock('./capture', () => ({ fromFile: () => Promise.resolve({ size: { width: 9, height: 16 } }) }));

type Track = { kind: string; enabled: boolean; contentHint: string; stopped: boolean; stop: () => void; onended: (() => void) | null };

const view = signal<CustomerView | null>(null);
let sent: CustomerCommand[];
let answer: (outcome: { ok: boolean }) => void;
let microphones: Track[];
let cameras: Track[];
let posted: (id: string) => void;
let media: Media;

/** As after an event: another view that says the same of the microphone unless told otherwise. */
function happen(muted: boolean): void {
  view.value = { state: { name: 'active' }, consent: { hear: true }, customer: { muted }, picture: { source: 'none' } } as unknown as CustomerView;
}

beforeEach(() => {
  [sent, microphones, cameras] = [[], [], []];
  vi.stubGlobal('removeEventListener', () => undefined);
  vi.stubGlobal('navigator', {
    mediaDevices: {
      getUserMedia: ({ audio }: MediaStreamConstraints) => {
        const track: Track = { kind: audio ? 'audio' : 'video', enabled: true, contentHint: '', stopped: false, stop: () => (track.stopped = true), onended: null };
        (audio ? microphones : cameras).push(track);
        return Promise.resolve({ getAudioTracks: () => [track], getVideoTracks: () => [track] });
      },
    },
  });
  vi.stubGlobal('MediaStream', Object);
  vi.stubGlobal('document', { createElement: () => ({ play: () => Promise.resolve(), videoWidth: 9, videoHeight: 16 }) });
  const session = {
    view,
    isHidden: signal(false),
    isDone: signal(false),
    socket: { welcome: null, link: signal({ name: 'open' }) },
    do: (command: CustomerCommand) => {
      sent.push(command);
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
  };
  happen(false);
  const stills = {
    post: () =>
      new Promise<string>((resolve) => {
        posted = resolve;
      }),
  };
  media = new Media(session as unknown as CustomerSession, stills as unknown as Stills);
});

afterEach(() => vi.unstubAllGlobals());

test('a microphone that was muted stays so whatever else happens before the server has answered', async () => {
  expect(await media.microphone.open()).toBe(true);
  const [mic] = microphones;
  expect(mic?.enabled).toBe(true);
  void media.microphone.mute(true);
  expect([mic?.enabled, media.microphone.isMuted.value]).toEqual([false, true]);
  // The supervisor points at something; the session does not know of the press yet.
  happen(false);
  expect([mic?.enabled, media.microphone.isMuted.value]).toEqual([false, true]);
  happen(true);
  answer({ ok: true });
  void media.microphone.mute(false);
  expect(mic?.enabled, 'opening waits for the server').toBe(false);
  happen(false);
  expect(mic?.enabled).toBe(true);
  expect(sent).toEqual([{ do: 'mute', muted: true }, { do: 'mute', muted: false }]);
});

test('of two microphones that were asked for at once one is left open', async () => {
  await Promise.all([media.microphone.open(), media.microphone.open()]);
  expect(microphones.map((mic) => mic.stopped)).toEqual([true, false]);
  media.close();
  expect(microphones.every((mic) => mic.stopped)).toBe(true);
});

test('who leaves where the server can’t be reached leaves no camera open that had just been chosen', async () => {
  void media.show('camera');
  await vi.waitFor(() => expect(sent).toEqual([{ do: 'grant', scope: 'view_camera' }]));
  media.close();
  expect(cameras.map((camera) => camera.stopped)).toEqual([true]);
});

test('a photo that arrives after something else was chosen does not take its place', async () => {
  const sending = media.showPhoto(new Blob());
  await vi.waitFor(() => expect(sent).toEqual([{ do: 'grant', scope: 'snapshot' }]));
  answer({ ok: true });
  await vi.waitFor(() => expect(posted).toBeDefined());
  void media.showNothing();
  posted('a photo');
  await sending;
  expect(sent.slice(1)).toEqual([{ do: 'source', source: 'none', size: null, still: null }]);
  expect([media.busy.value, media.fault.value]).toEqual([null, null]);
});

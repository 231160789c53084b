import { signal } from '@preact/signals-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CustomerCommand, SessionView } from '../../shared/wire/wire';
import type { CustomerSession } from '../session';
import { Media } from './media';
import type { Stills } from './stills';

type Track = { kind: string; enabled: boolean; contentHint: string; stopped: boolean; stop: () => void; onended: (() => void) | null };

const view = signal<SessionView | null>(null);
let sent: CustomerCommand[];
let answer: (outcome: { ok: boolean }) => void;
let microphones: Track[];
let media: Media;

/** As after an event: another view that says the same of the microphone unless told otherwise. */
function happen(muted: boolean): void {
  view.value = { state: { name: 'active' }, consent: { hear: true }, customer: { muted }, picture: { source: 'none' } } as unknown as SessionView;
}

beforeEach(() => {
  [sent, microphones] = [[], []];
  vi.stubGlobal('removeEventListener', () => undefined);
  vi.stubGlobal('navigator', {
    mediaDevices: {
      getUserMedia: () => {
        const track: Track = { kind: 'audio', enabled: true, contentHint: '', stopped: false, stop: () => (track.stopped = true), onended: null };
        microphones.push(track);
        return Promise.resolve({ getAudioTracks: () => [track] });
      },
    },
  });
  const session = {
    view,
    isHidden: signal(false),
    isDone: signal(false),
    socket: { welcome: null },
    do: (command: CustomerCommand) => {
      sent.push(command);
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
  };
  happen(false);
  media = new Media(session as unknown as CustomerSession, {} as Stills);
});

afterEach(() => vi.unstubAllGlobals());

test('a microphone that was muted stays so whatever else happens before the server has answered', async () => {
  expect(await media.speak()).toBe(true);
  const [mic] = microphones;
  expect(mic?.enabled).toBe(true);
  void media.mute(true);
  expect([mic?.enabled, media.isMuted.value]).toEqual([false, true]);
  // The supervisor points at something; the session does not know of the press yet.
  happen(false);
  expect([mic?.enabled, media.isMuted.value]).toEqual([false, true]);
  happen(true);
  answer({ ok: true });
  void media.mute(false);
  expect(mic?.enabled, 'opening waits for the server').toBe(false);
  happen(false);
  expect(mic?.enabled).toBe(true);
  expect(sent).toEqual([{ do: 'mute', muted: true }, { do: 'mute', muted: false }]);
});

test('of two microphones that were asked for at once one is left open', async () => {
  await Promise.all([media.speak(), media.speak()]);
  expect(microphones.map((mic) => mic.stopped)).toEqual([true, false]);
  media.close();
  expect(microphones.every((mic) => mic.stopped)).toBe(true);
});

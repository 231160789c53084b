import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Microphone } from './microphone';

class Track {
  stopped = false;
  onended: (() => void) | null = null;
  stop(): void {
    this.stopped = true;
  }
}

/** The browser's answers to each question, given when the test says so. */
let questions: { readonly allow: (track: Track) => void; readonly refuse: (name: string) => void }[] = [];

beforeEach(() => {
  questions = [];
  const getUserMedia = () =>
    new Promise((resolve, reject) => {
      questions.push({
        allow: (track) => resolve({ getAudioTracks: () => [track], getTracks: () => [track] }),
        refuse: (name) => reject(new DOMException('no', name)),
      });
    });
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia, enumerateDevices: async () => [], ondevicechange: null } });
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
  vi.stubGlobal(
    'AudioContext',
    class {
      createAnalyser = () => ({ fftSize: 0, getFloatTimeDomainData: () => undefined });
      createMediaStreamSource = () => ({ connect: () => undefined });
      close = async () => undefined;
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

/** Lets every promise that is ready go on. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('a refusal is not asked again by itself, and once by the person', async () => {
  const microphone = new Microphone();
  void microphone.open();
  questions[0]?.refuse('NotAllowedError');
  await settled();
  expect(microphone.state.value).toEqual({ name: 'failed', why: 'refused' });
  void microphone.open();
  void microphone.open();
  expect(questions).toHaveLength(1);
  void microphone.retry();
  void microphone.retry();
  expect(questions).toHaveLength(2);
  questions[1]?.allow(new Track());
  await settled();
  expect(microphone.state.value.name).toBe('on');
  microphone.close();
});

test('the next call asks anew', async () => {
  const microphone = new Microphone();
  void microphone.open();
  questions[0]?.refuse('NotFoundError');
  await settled();
  microphone.close();
  void microphone.open();
  expect(questions).toHaveLength(2);
});

test('a permission that comes after the call opens nothing', async () => {
  const microphone = new Microphone();
  const track = new Track();
  void microphone.open();
  microphone.close();
  questions[0]?.allow(track);
  await settled();
  expect(microphone.state.value).toEqual({ name: 'off' });
  expect(track.stopped).toBe(true);
});

test('a device that is pulled out is told of, and can be asked for again', async () => {
  const microphone = new Microphone();
  const track = new Track();
  void microphone.open();
  questions[0]?.allow(track);
  await settled();
  track.onended?.();
  expect(microphone.state.value).toEqual({ name: 'failed', why: 'missing' });
  void microphone.retry();
  expect(questions).toHaveLength(2);
});

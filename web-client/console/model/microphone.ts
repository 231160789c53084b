/** The supervisor's microphone: asked for once, changed by a picker, with a level that shows that it hears something. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { levelOf } from './level';

export type MicrophoneState =
  | { readonly name: 'off' }
  | { readonly name: 'asking' }
  | { readonly name: 'on'; readonly track: MediaStreamTrack }
  /** Not possible: refused by the person, no device, or a page without a secure connection. */
  | { readonly name: 'failed'; readonly why: 'refused' | 'missing' | 'insecure' | 'busy' };

/** Between two readings of the level, ms: as fast as an eye follows a meter. */
const READ_MS = 90;
const STORED = 'cicerone.microphone';

export class Microphone {
  readonly #state = signal<MicrophoneState>({ name: 'off' });
  readonly #devices = signal<readonly MediaDeviceInfo[]>([]);
  readonly #level = signal(0);
  readonly #device = signal(stored());
  #audio: AudioContext | null = null;
  #reader: ReturnType<typeof setInterval> | undefined;
  /** Counts questions, so that an answer that comes after the next one, or after `close`, opens nothing. */
  #asked = 0;

  get state(): ReadonlySignal<MicrophoneState> {
    return this.#state;
  }

  /** Microphones that may be chosen; named once the person has let the page use one. */
  get devices(): ReadonlySignal<readonly MediaDeviceInfo[]> {
    return this.#devices;
  }

  /** Id of the chosen device, or '' for the system's choice. */
  get device(): ReadonlySignal<string> {
    return this.#device;
  }

  /** Loudness now, 0 to `LEVELS`. */
  get level(): ReadonlySignal<number> {
    return this.#level;
  }

  /** Asks for the microphone, once: what was refused is asked for again only by `retry`. */
  async open(): Promise<void> {
    if (this.#state.peek().name === 'off') await this.#ask();
  }

  /** Asks again after it failed. */
  async retry(): Promise<void> {
    if (this.#state.peek().name === 'failed') await this.#ask();
  }

  /** Changes to another device. */
  async choose(device: string): Promise<void> {
    this.#device.value = device;
    try {
      localStorage.setItem(STORED, device);
    } catch {
      // The choice lasts as long as the page.
    }
    await this.#ask();
  }

  close(): void {
    this.#asked += 1;
    this.#drop();
    this.#state.value = { name: 'off' };
  }

  async #ask(): Promise<void> {
    // Missing on plain HTTP from another machine.
    if (!('mediaDevices' in navigator)) {
      this.#state.value = { name: 'failed', why: 'insecure' };
      return;
    }
    this.#drop();
    this.#state.value = { name: 'asking' };
    const asked = ++this.#asked;
    try {
      const stream = await this.#get(this.#device.peek());
      if (asked !== this.#asked) return stop(stream);
      const [track] = stream.getAudioTracks();
      if (!track) throw new DOMException('no track', 'NotFoundError');
      track.onended = () => this.#handleEnded();
      navigator.mediaDevices.ondevicechange = () => void this.#list();
      this.#state.value = { name: 'on', track };
      this.#meter(stream);
      await this.#list();
    } catch (error) {
      if (asked === this.#asked) this.#state.value = { name: 'failed', why: whyOf(error) };
    }
  }

  async #get(device: string): Promise<MediaStream> {
    const wishes = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: device ? { ...wishes, deviceId: { exact: device } } : wishes });
    } catch (error) {
      // The chosen device is unplugged: any other is better than silence.
      if (!device || !(error instanceof OverconstrainedError)) throw error;
      this.#device.value = '';
      return navigator.mediaDevices.getUserMedia({ audio: wishes });
    }
  }

  async #list(): Promise<void> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    this.#devices.value = devices.filter((device) => device.kind === 'audioinput' && device.deviceId !== '' && device.deviceId !== 'default');
  }

  /** The device was pulled out. */
  #handleEnded(): void {
    this.#drop();
    this.#state.value = { name: 'failed', why: 'missing' };
    void this.#list();
  }

  #meter(stream: MediaStream): void {
    this.#audio = new AudioContext();
    const analyser = this.#audio.createAnalyser();
    analyser.fftSize = 1024;
    this.#audio.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.#reader = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const next = levelOf(samples);
      if (next !== this.#level.peek()) this.#level.value = next;
    }, READ_MS);
  }

  #drop(): void {
    clearInterval(this.#reader);
    void this.#audio?.close();
    this.#audio = null;
    this.#level.value = 0;
    const state = this.#state.peek();
    if (state.name !== 'on') return;
    state.track.onended = null;
    state.track.stop();
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function whyOf(error: unknown): 'refused' | 'missing' | 'busy' {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
}

function stored(): string {
  try {
    return localStorage.getItem(STORED) ?? '';
  } catch {
    return '';
  }
}

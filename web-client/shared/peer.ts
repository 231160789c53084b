/**
 * The page's one peer connection. The page always offers and the server always answers, so there is no glare; the m-lines
 * are fixed at the start (voice both ways, one video), so that camera, screen and nothing are a `replaceTrack` and never a
 * renegotiation. It mends itself: an ICE restart when the path is gone or the network changed, a fresh connection when
 * that fails or the server is a new one.
 */
import { signal, type ReadonlySignal } from '@preact/signals-core';
import { compare, readStats, type Reading } from './quality';
import { isOtherPeer, orderCodecs } from './sdp';
import type { OfferOutcome } from './offers';
import type { Quality } from './wire/wire';

export type PeerState = 'connecting' | 'live' | 'stalled';

export type PeerOptions = {
  readonly role: 'customer' | 'supervisor';
  /** Video codecs in the order that the server prefers, from its welcome. */
  readonly codecs: readonly string[];
  readonly offer: (sdp: string) => Promise<OfferOutcome>;
  /** Called once a second while connected. */
  readonly onQuality?: (quality: Quality) => void;
};

/** A path that is silent this long is mended, ms. Less would mend what comes back by itself. */
const DISCONNECTED_MS = 2_000;
/** Least time between two mendings, ms: a flapping network must not reach the server's limit on offers. */
const BETWEEN_OFFERS_MS = 2_500;
/** Enough for a readable 720p screen at any motion, bit/s; more would only fill a phone's uplink. */
const MAX_BITRATE = 2_500_000;

export class Peer {
  readonly #options: PeerOptions;
  readonly #state = signal<PeerState>('connecting');
  readonly #remote = signal<MediaStream | null>(null);
  readonly #quality = signal<Quality | null>(null);
  #pc: RTCPeerConnection | null = null;
  #audio: MediaStreamTrack | null = null;
  #video: MediaStreamTrack | null = null;
  #answer: string | null = null;
  #offering = false;
  #again = false;
  #lastOffer = 0;
  #mend: ReturnType<typeof setTimeout> | undefined;
  #sampler: ReturnType<typeof setInterval> | undefined;
  #reading: Reading | null = null;

  constructor(options: PeerOptions) {
    this.#options = options;
  }

  get state(): ReadonlySignal<PeerState> {
    return this.#state;
  }

  /** What the other side sends; a new stream whenever the connection is made anew. */
  get remote(): ReadonlySignal<MediaStream | null> {
    return this.#remote;
  }

  /** Measured over the last second; `null` while there is nothing to measure. */
  get quality(): ReadonlySignal<Quality | null> {
    return this.#quality;
  }

  /** Connects. Tracks may come before or after. */
  start(): void {
    addEventListener('online', this.#networkChanged);
    connectionInfo()?.addEventListener('change', this.#networkChanged);
    this.#sampler = setInterval(() => void this.#sample(), 1000);
    this.#renew();
  }

  /** The socket is back after a cut: the server may be a new one, or reached by another way. */
  handleWelcome(): void {
    if (this.#pc) void this.#negotiate(true);
  }

  /** Sends this microphone from now on, or none. */
  async setAudio(track: MediaStreamTrack | null): Promise<void> {
    this.#audio = track;
    await this.#sender('audio')?.replaceTrack(track);
  }

  /** Sends this picture from now on, or none. Screens keep their sharpness and give up motion first. */
  async setVideo(track: MediaStreamTrack | null): Promise<void> {
    this.#video = track;
    const sender = this.#sender('video');
    await sender?.replaceTrack(track);
    if (track && sender) await preferResolution(sender);
  }

  close(): void {
    removeEventListener('online', this.#networkChanged);
    connectionInfo()?.removeEventListener('change', this.#networkChanged);
    clearInterval(this.#sampler);
    clearTimeout(this.#mend);
    this.#drop();
    this.#remote.value = null;
    this.#quality.value = null;
  }

  #sender(kind: 'audio' | 'video'): RTCRtpSender | undefined {
    return this.#pc?.getTransceivers().find((transceiver) => transceiver.receiver.track.kind === kind)?.sender;
  }

  /** Makes a fresh connection with the tracks that are shown now. */
  #renew(): void {
    this.#drop();
    const pc = new RTCPeerConnection();
    const { role, codecs } = this.#options;
    const audio = pc.addTransceiver(this.#audio ?? 'audio', { direction: 'sendrecv' });
    const video =
      role === 'customer'
        ? pc.addTransceiver(this.#video ?? 'video', { direction: 'sendonly', sendEncodings: [{ maxBitrate: MAX_BITRATE }] })
        : pc.addTransceiver('video', { direction: 'recvonly' });
    const order = orderCodecs(RTCRtpReceiver.getCapabilities('video')?.codecs ?? [], codecs);
    if (order.length > 0) video.setCodecPreferences(order);
    if (this.#video && role === 'customer') void preferResolution(video.sender);
    pc.onconnectionstatechange = () => this.#handleState(pc);
    this.#pc = pc;
    this.#reading = null;
    this.#state.value = 'connecting';
    this.#remote.value = new MediaStream(role === 'customer' ? [audio.receiver.track] : [audio.receiver.track, video.receiver.track]);
    void this.#negotiate(false);
  }

  #drop(): void {
    if (!this.#pc) return;
    this.#pc.onconnectionstatechange = null;
    this.#pc.close();
    this.#pc = null;
    this.#answer = null;
  }

  /** One offer at a time; a wish that comes meanwhile is carried out after it. */
  async #negotiate(iceRestart: boolean): Promise<void> {
    if (this.#offering) {
      this.#again = true;
      return;
    }
    this.#offering = true;
    this.#lastOffer = performance.now();
    const pc = this.#pc;
    const renew = pc ? await this.#exchange(pc, iceRestart).catch(() => true) : false;
    this.#offering = false;
    if (this.#again) {
      this.#again = false;
      void this.#negotiate(true);
    } else if (renew && pc === this.#pc) {
      this.#later(() => this.#renew());
    }
  }

  /** Offers and takes the answer; says whether only a fresh connection can help. */
  async #exchange(pc: RTCPeerConnection, iceRestart: boolean): Promise<boolean> {
    await pc.setLocalDescription(await pc.createOffer({ iceRestart }));
    const outcome = await this.#options.offer(pc.localDescription?.sdp ?? '');
    if (pc !== this.#pc) return false;
    // Cut off before the answer: the next welcome offers again.
    if (!outcome.ok) return outcome.code !== 'restarting' && outcome.code !== 'session_over';
    if (this.#answer !== null && isOtherPeer(this.#answer, outcome.sdp)) {
      this.#renew();
      return false;
    }
    this.#answer = outcome.sdp;
    await pc.setRemoteDescription({ type: 'answer', sdp: outcome.sdp });
    return false;
  }

  #handleState(pc: RTCPeerConnection): void {
    clearTimeout(this.#mend);
    switch (pc.connectionState) {
      case 'connected':
        this.#state.value = 'live';
        return;
      case 'disconnected':
        this.#mend = setTimeout(() => {
          this.#state.value = 'stalled';
          this.#later(() => void this.#negotiate(true));
        }, DISCONNECTED_MS);
        return;
      case 'failed':
        this.#state.value = 'stalled';
        return this.#later(() => this.#renew());
      case 'new':
      case 'connecting':
      case 'closed':
        return;
    }
  }

  /** Does it now, or as soon as the last offer is old enough. */
  #later(mend: () => void): void {
    clearTimeout(this.#mend);
    const wait = this.#lastOffer + BETWEEN_OFFERS_MS - performance.now();
    this.#mend = setTimeout(mend, Math.max(0, wait));
  }

  readonly #networkChanged = (): void => this.#later(() => void this.#negotiate(true));

  async #sample(): Promise<void> {
    const pc = this.#pc;
    if (pc?.connectionState !== 'connected') {
      this.#quality.value = null;
      return;
    }
    const now = readStats(await pc.getStats(), performance.now());
    if (pc !== this.#pc) return;
    if (this.#reading) {
      const quality = compare(this.#reading, now);
      this.#quality.value = quality;
      this.#options.onQuality?.(quality);
    }
    this.#reading = now;
  }
}

/** Text on a screen must stay readable: fewer frames before fewer pixels. */
async function preferResolution(sender: RTCRtpSender): Promise<void> {
  const parameters = sender.getParameters();
  await sender.setParameters({ ...parameters, degradationPreference: 'maintain-resolution' }).catch(() => undefined);
}

/** Where the browser tells that it moved from Wi-Fi to the mobile network. Not every browser does. */
function connectionInfo(): EventTarget | undefined {
  return (navigator as { connection?: EventTarget }).connection;
}

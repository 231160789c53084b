/** Watches the page's peer connections: their figures, the frames that arrive, and the name of each ICE session before its first packet. */

export type Media = {
  /** Sums over every receiver and sender of the live connection, since it was made. */
  readonly audioEnergyIn: number;
  readonly audioPacketsIn: number;
  readonly videoPacketsIn: number;
  readonly videoPacketsLost: number;
  readonly framesDecoded: number;
  readonly keyFramesDecoded: number;
  readonly videoPacketsOut: number;
  /** Packets that the other end asked for again. */
  readonly videoPacketsResent: number;
  readonly connected: boolean;
};

/** An encoded frame as it arrived, before any decoder had a say. */
export type Arrival = { readonly at: number; readonly key: boolean; readonly bytes: number };

/** Streams of encoded frames, which Chromium gives to who asks for them when the connection is made. */
type EncodedStreams = { createEncodedStreams(): { readable: ReadableStream<RTCEncodedVideoFrame>; writable: WritableStream<RTCEncodedVideoFrame> } };
type WatchedConfiguration = RTCConfiguration & { encodedInsertableStreams?: boolean };

export class Peers {
  readonly #peers: RTCPeerConnection[] = [];
  /** Every encoded video frame that this page received. */
  readonly arrivals: Arrival[] = [];

  /** `tell` hears the name of each ICE session; `tap` also passes every received frame through this page, to see its kind. */
  install(tell: (fragment: string) => Promise<void>, tap: boolean): void {
    const [peers, arrivals] = [this.#peers, this.arrivals];
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration: WatchedConfiguration = {}) {
        super(tap ? ({ ...configuration, encodedInsertableStreams: true } as RTCConfiguration) : configuration);
        peers.push(this);
        if (tap) this.addEventListener('track', ({ receiver }) => passThrough(receiver, arrivals));
      }

      override addTransceiver(kind: MediaStreamTrack | string, init?: RTCRtpTransceiverInit): RTCRtpTransceiver {
        const transceiver = super.addTransceiver(kind, init);
        if (tap) letPass(transceiver.sender);
        return transceiver;
      }

      override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
        await super.setLocalDescription(description);
        const fragment = /^a=ice-ufrag:(\S+)/m.exec(this.localDescription?.sdp ?? '')?.[1];
        if (fragment) await tell(fragment);
      }
    };
  }

  /** How many connections the page has made so far. */
  get made(): number {
    return this.#peers.length;
  }

  async media(): Promise<Media> {
    const peer = this.#peers.findLast((one) => one.connectionState !== 'closed');
    const sums = { audioEnergyIn: 0, audioPacketsIn: 0, videoPacketsIn: 0, videoPacketsLost: 0, framesDecoded: 0, keyFramesDecoded: 0, videoPacketsOut: 0, videoPacketsResent: 0 };
    for (const report of (await peer?.getStats())?.values() ?? []) {
      const of = (name: string): number => Number(report[name] ?? 0);
      if (report.type === 'inbound-rtp' && report.kind === 'audio') {
        sums.audioEnergyIn += of('totalAudioEnergy');
        sums.audioPacketsIn += of('packetsReceived');
      } else if (report.type === 'inbound-rtp' && report.kind === 'video') {
        sums.videoPacketsIn += of('packetsReceived');
        sums.videoPacketsLost += of('packetsLost');
        sums.framesDecoded += of('framesDecoded');
        sums.keyFramesDecoded += of('keyFramesDecoded');
      } else if (report.type === 'outbound-rtp' && report.kind === 'video') {
        sums.videoPacketsOut += of('packetsSent');
        sums.videoPacketsResent += of('retransmittedPacketsSent');
      }
    }
    return { ...sums, connected: peer?.connectionState === 'connected' };
  }

  /** What gives way first when the network gets narrow, for the picture that is sent. */
  get givesWay(): string | undefined {
    const peer = this.#peers.findLast((one) => one.connectionState !== 'closed');
    const sender = peer?.getSenders().find(({ track }) => track?.kind === 'video');
    return sender?.getParameters().degradationPreference;
  }

  /** Sends the real picture whatever the page has decided, as a page would that does not keep to its word. */
  sendAnyway(): void {
    const peer = this.#peers.findLast((one) => one.connectionState !== 'closed');
    for (const { track } of peer?.getSenders() ?? []) {
      if (track?.kind === 'video') track.enabled = true;
    }
  }

  /** The payload types of video and its retransmissions, as both sides agreed. */
  videoPayloads(): number[] {
    return (this.#videoSection().split('\r\n')[0]?.split(' ').slice(3) ?? []).map(Number);
  }

  /** Those of them that carry retransmissions. */
  resentPayloads(): number[] {
    return [...this.#videoSection().matchAll(/^a=rtpmap:(\d+) rtx\//gm)].map(([, payload]) => Number(payload));
  }

  #videoSection(): string {
    const peer = this.#peers.findLast((one) => one.connectionState !== 'closed');
    return (peer?.remoteDescription?.sdp ?? '').split('\r\nm=').find((part) => part.startsWith('video')) ?? '';
  }
}

/** A connection that is tapped sends nothing by itself either. */
function letPass(sender: RTCRtpSender): void {
  const { readable, writable } = (sender as unknown as EncodedStreams).createEncodedStreams();
  void readable.pipeTo(writable);
}

function passThrough(receiver: RTCRtpReceiver, arrivals: Arrival[]): void {
  const { readable, writable } = (receiver as unknown as EncodedStreams).createEncodedStreams();
  const note = new TransformStream<RTCEncodedVideoFrame, RTCEncodedVideoFrame>({
    transform(frame, controller) {
      if (receiver.track.kind === 'video') arrivals.push({ at: Date.now(), key: frame.type === 'key', bytes: frame.data.byteLength });
      controller.enqueue(frame);
    },
  });
  void readable.pipeThrough(note).pipeTo(writable);
}

/** Counts what leaves the server towards the supervisor while the customer's curtain is drawn. */
import { readDatagram } from './datagram';
import type { Forwarder } from './forwarder';

export type VideoPacket = { readonly at: number; readonly payload: number; readonly ssrc: number; readonly sequence: number };

export class CurtainCount {
  /** When the customer's page was told that the curtain is drawn, epoch milliseconds. */
  acknowledged: number | null = null;
  /** Video packets, retransmissions and padding towards the supervisor since then. */
  readonly leaked: VideoPacket[] = [];
  /** Video packets that the customer's page went on sending. */
  offered = 0;
  readonly #payloads: ReadonlySet<number>;
  readonly #stop: () => void;

  constructor(forwarder: Forwarder, payloads: readonly number[]) {
    this.#payloads = new Set(payloads);
    const bytes = ({ person, toPage, bytes: told }: { person: string; toPage: boolean; bytes: Buffer }): void => {
      if (person === 'customer' && toPage && isDrawn(told)) this.acknowledged ??= Date.now();
    };
    const datagram = ({ person, toPage, bytes: sent }: { person: string; toPage: boolean; bytes: Buffer }): void => {
      const seen = readDatagram(sent);
      if (this.acknowledged === null || seen.kind !== 'rtp' || !this.#payloads.has(seen.payload)) return;
      if (toPage && person === 'supervisor') this.leaked.push({ at: Date.now() - this.acknowledged, ...seen });
      if (!toPage && person === 'customer') this.offered += 1;
    };
    forwarder.on('bytes', bytes);
    forwarder.on('datagram', datagram);
    this.#stop = () => {
      forwarder.off('bytes', bytes);
      forwarder.off('datagram', datagram);
    };
  }

  stop(): void {
    this.#stop();
  }
}

/** Messages to pages are plain text frames: the event can be read as it passes. */
function isDrawn(bytes: Buffer): boolean {
  return bytes.includes('"type":"consent.curtain"') && bytes.includes('"drawn":true');
}

/** Counts, on the way between one page and the server, the video packets that were lost and those that were sent again. */
import { readDatagram } from '../harness/datagram';
import type { Forwarder, Traffic } from '../harness/forwarder';
import type { Person } from '../harness/person';

type Passing = Traffic['datagram'][0];

export class Resent {
  /** Packets that a cut swallowed. */
  lost = 0;
  /** When packets were sent again, epoch milliseconds. A sender that probes for room does so with old packets too: they count. */
  readonly times: number[] = [];
  readonly #stop: () => void;

  private constructor(forwarder: Forwarder, person: string, video: ReadonlySet<number>, again: ReadonlySet<number>) {
    const count = ({ person: whose, lost, bytes }: Passing): void => {
      const seen = readDatagram(bytes);
      if (whose !== person || seen.kind !== 'rtp' || !video.has(seen.payload)) return;
      if (lost) this.lost += 1;
      else if (again.has(seen.payload)) this.times.push(Date.now());
    };
    forwarder.on('datagram', count);
    this.#stop = () => forwarder.off('datagram', count);
  }

  static async of(forwarder: Forwarder, { page, kind }: Person): Promise<Resent> {
    const [video, again] = await page.evaluate(() => [harness.peers.videoPayloads(), harness.peers.resentPayloads()] as const);
    if (again.length === 0) throw new Error('no payload type carries retransmissions');
    return new Resent(forwarder, kind, new Set(video), new Set(again));
  }

  /** How many were sent again between two moments. */
  between(from: number, to: number): number {
    return this.times.filter((time) => time >= from && time < to).length;
  }

  stop(): void {
    this.#stop();
  }
}

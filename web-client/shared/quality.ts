/** How well a connection does, from the browser's counters. Pure. */
import type { Quality } from './wire/wire';

/** What two successive readings are compared by. Bytes and packets are running totals. */
export type Reading = {
  readonly at: number;
  readonly rttMs: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** Packets that went out or were due to come in, and those of them that were lost. */
  readonly packets: number;
  readonly lost: number;
};

export type Grade = 'good' | 'fair' | 'poor';

/** Picks the figures that matter out of a statistics report. `at` in ms. */
export function readStats(report: RTCStatsReport, at: number): Reading {
  let [rttMs, sentBytes, receivedBytes, packets, lost] = [0, 0, 0, 0, 0];
  for (const stat of report.values()) {
    switch (stat.type) {
      case 'candidate-pair':
        if (stat.nominated && stat.currentRoundTripTime !== undefined) rttMs = Math.round(stat.currentRoundTripTime * 1000);
        break;
      case 'outbound-rtp':
        sentBytes += stat.bytesSent ?? 0;
        packets += stat.packetsSent ?? 0;
        break;
      case 'remote-inbound-rtp':
        lost += Math.max(0, stat.packetsLost ?? 0);
        break;
      case 'inbound-rtp':
        receivedBytes += stat.bytesReceived ?? 0;
        packets += stat.packetsReceived ?? 0;
        lost += Math.max(0, stat.packetsLost ?? 0);
        break;
    }
  }
  return { at, rttMs, sentBytes, receivedBytes, packets, lost };
}

/** The quality between two readings. Counters that fell (a new connection) count as a fresh start. */
export function compare(before: Reading, now: Reading): Quality {
  const seconds = Math.max(0.001, (now.at - before.at) / 1000);
  const grown = (a: number, b: number) => (b < a ? b : b - a);
  const kbps = (a: number, b: number) => Math.round((grown(a, b) * 8) / 1000 / seconds);
  const lost = grown(before.lost, now.lost);
  const total = grown(before.packets, now.packets) + lost;
  return {
    rtt_ms: now.rttMs,
    loss_permille: total === 0 ? 0 : Math.min(1000, Math.round((lost / total) * 1000)),
    up_kbps: kbps(before.sentBytes, now.sentBytes),
    down_kbps: kbps(before.receivedBytes, now.receivedBytes),
  };
}

/**
 * The word for it. Above 2 % loss or 250 ms pictures begin to lag behind the voice; above 8 % or 600 ms people talk over
 * each other.
 */
export function grade(quality: Quality): Grade {
  if (quality.loss_permille > 80 || quality.rtt_ms > 600) return 'poor';
  if (quality.loss_permille > 20 || quality.rtt_ms > 250) return 'fair';
  return 'good';
}

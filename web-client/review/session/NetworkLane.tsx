import type { Lanes, Sample } from '../model/lanes';
import { joined, mostDelay, strained } from '../model/network';

/** Of the plot, px. */
const HEIGHT = 28;

/** Delay over time: the customer's as a line with its ground, the supervisor's dashed; behind them, where it was fair or poor. */
export function NetworkLane({ network, end, width }: { network: Lanes['network']; end: number; width: number }) {
  if (width <= 0 || end <= 0) return null;
  const most = mostDelay(network);
  const x = (t: number) => (t / end) * width;
  const y = (sample: Sample) => HEIGHT - 2 - (Math.min(sample.quality.rtt_ms, most) / Math.max(1, most)) * (HEIGHT - 4);
  const point = (sample: Sample) => `${x(sample.t).toFixed(1)} ${y(sample).toFixed(1)}`;
  const pieces = joined(network.customer);
  return (
    <svg width={width} height={HEIGHT} aria-hidden="true">
      {strained(network.customer).map(({ from, to, value }) => (
        <rect key={from} class={value} x={x(from)} y="0" width={Math.max(1, x(to) - x(from))} height={HEIGHT} />
      ))}
      {pieces.map((piece) => (
        <path key={piece[0]?.t} class="ground" d={`M${x(piece[0]?.t ?? 0).toFixed(1)} ${HEIGHT}L${piece.map(point).join('L')}L${x(piece.at(-1)?.t ?? 0).toFixed(1)} ${HEIGHT}z`} />
      ))}
      {pieces.map((piece) => (
        <path key={piece[0]?.t} class="customer" d={`M${piece.map(point).join('L')}`} />
      ))}
      {joined(network.supervisor).map((piece) => (
        <path key={piece[0]?.t} class="supervisor" d={`M${piece.map(point).join('L')}`} />
      ))}
    </svg>
  );
}

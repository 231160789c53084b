import type { Grade } from '../quality';

const BARS: Record<Grade, number> = { poor: 1, fair: 2, good: 4 };

/** Connection quality as four bars; the word always stands beside it. */
export function SignalBars({ grade }: { grade: Grade }) {
  return (
    <svg class="bars" width="17" height="14" viewBox="0 0 17 14" aria-hidden="true">
      {[0, 1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={bar * 4.5}
          y={10 - bar * 3.3}
          width="3"
          height={4 + bar * 3.3}
          rx="1.2"
          fill="currentColor"
          opacity={bar < BARS[grade] ? 1 : 0.28}
        />
      ))}
    </svg>
  );
}

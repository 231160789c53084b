import { toPixels, type Point } from '../../shared/geometry';
import type { Place } from '../../shared/ink/shapes';

/** The cross that arrow keys move. */
export function Aim({ aim, place }: { aim: Point | null; place: Place }) {
  if (!aim) return null;
  const at = toPixels(aim, place.picture, place.rotation);
  return (
    <svg class="overlay aim" aria-hidden="true">
      <path class="under" d={`M${at.x - 14} ${at.y}h28M${at.x} ${at.y - 14}v28`} />
      <path d={`M${at.x - 14} ${at.y}h28M${at.x} ${at.y - 14}v28`} />
    </svg>
  );
}

import { effect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { toPixels } from '../../shared/geometry';
import { COLOURS, scaleOf, smooth, strokesOf, type Place } from '../../shared/ink/shapes';
import { tail } from '../../shared/ink/trail';
import type { Player } from './player';

/** The log keeps no colour of a pointer; it is drawn in the supervisor's own. */
const COLOUR = COLOURS.one;
/** The pointer shrinks with the picture, but no further than it can be seen. */
const LEAST_SCALE = 0.6;

/** Pointer and running stroke at the player's moment. Drawn past the component tree: it moves at every frame. */
export function PointerInk({ player, place, epoch }: { player: Player; place: ReadonlySignal<Place>; epoch: number }) {
  const dot = useRef<SVGGElement>(null);
  const trail = useRef<SVGPathElement>(null);
  const dark = useRef<SVGPathElement>(null);
  const white = useRef<SVGPathElement>(null);
  const stroke = useRef<SVGPathElement>(null);
  useEffect(
    () =>
      effect(() => {
        const t = player.t.value;
        const { picture, rotation } = place.value;
        const at = (point: { x: number; y: number }) => toPixels(point, picture, rotation);
        const points = player.reading.trails.pointerAt(t, epoch).map((point) => ({ ...at(point), at: point.t }));
        const head = points.at(-1);
        dot.current?.setAttribute('visibility', head ? 'visible' : 'hidden');
        if (head) dot.current?.setAttribute('transform', `translate(${head.x} ${head.y}) scale(${Math.min(1, Math.max(LEAST_SCALE, scaleOf(picture)))})`);
        trail.current?.setAttribute('d', tail(points, t, 12));
        const line = smooth(player.reading.trails.strokeAt(t, epoch).map(at));
        const widths = strokesOf(picture);
        for (const [path, width] of [[dark, widths.dark], [white, widths.white], [stroke, widths.colour]] as const) {
          path.current?.setAttribute('d', line);
          path.current?.setAttribute('stroke-width', String(width));
        }
      }),
    [player, epoch],
  );
  return (
    <svg class="overlay pointer-ink" aria-hidden="true">
      <path ref={dark} class="stroke dark" />
      <path ref={white} class="stroke white" />
      <path ref={stroke} class="stroke" stroke={COLOUR} />
      <path ref={trail} class="tail" fill={COLOUR} />
      <g ref={dot} class="pointer" visibility="hidden">
        {[17, 10.5, 8.5].map((r) => (
          <circle key={r} r={r} />
        ))}
      </g>
    </svg>
  );
}

/** Lasting marks over a picture: drawn for the eye, listed for the ear. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { toPixels } from '../geometry';
import type { Mark, StandingMark } from '../wire/wire';
import { placeLabel, widestLabel, type LabelPlace } from './label';
import { badgeRadius, BADGES, boundsOf, COLOURS, pathOf, strokesOf, type Place } from './shapes';

type Props = {
  readonly marks: readonly StandingMark[];
  readonly place: Place;
  /** A mark in words, as in `Ring 2: Tap here`. */
  readonly describe: (mark: Mark) => string;
};

export function Marks({ marks, place, describe }: Props) {
  if (place.picture.width <= 0) return null;
  return (
    <div class="marks">
      <svg class="overlay" aria-hidden="true">
        {marks.map((mark) => (
          <MarkShape key={mark.mark} mark={mark} place={place} />
        ))}
      </svg>
      {marks.map((mark) => {
        const words = labelOf(mark);
        return words === null ? null : <MarkLabel key={mark.mark} mark={mark} words={words} place={place} />;
      })}
      <ul class="unseen" aria-live="polite">
        {marks.filter((mark) => !mark.faded).map((mark) => (
          <li key={mark.mark}>{describe(mark)}</li>
        ))}
      </ul>
    </div>
  );
}

/** The words of a mark, where it has any and its reader may know them. */
export function labelOf(mark: Mark): string | null {
  return mark.label && 'clear' in mark.label ? mark.label.clear : null;
}

function MarkShape({ mark, place }: { mark: StandingMark; place: Place }) {
  const { shape, colour } = mark;
  const fading = mark.faded ? 'mark faded' : 'mark';
  if (shape.kind === 'number') {
    const at = toPixels(shape.at, place.picture, place.rotation);
    const r = badgeRadius(place.picture);
    return (
      <g class={fading} data-mark={mark.mark} transform={`translate(${at.x} ${at.y})`}>
        <circle class="badge" r={r} fill={BADGES[colour]} stroke-width={r / 6} />
        <text class="figure" font-size={r * 1.2}>
          {shape.number}
        </text>
      </g>
    );
  }
  const d = pathOf(shape, place);
  const widths = strokesOf(place.picture);
  return (
    <g class={fading} data-mark={mark.mark}>
      {shape.kind === 'text' ? (
        <circle class="badge" {...centre(shape.at, place)} r={widths.white / 2} fill={COLOURS[colour]} stroke-width={widths.colour / 2} />
      ) : (
        <>
          <path class="stroke dark" d={d} stroke-width={widths.dark} />
          <path class="stroke white" d={d} stroke-width={widths.white} />
          <path class="stroke" d={d} stroke={COLOURS[colour]} stroke-width={widths.colour} />
        </>
      )}
    </g>
  );
}

function centre(at: { x: number; y: number }, place: Place) {
  const pixel = toPixels(at, place.picture, place.rotation);
  return { cx: pixel.x, cy: pixel.y };
}

/** Words are measured once they are laid out, then put where they cover nothing that matters. */
function MarkLabel({ mark, words, place }: { mark: StandingMark; words: string; place: Place }) {
  const ref = useRef<HTMLParagraphElement>(null);
  const [spot, setSpot] = useState<LabelPlace | null>(null);
  useLayoutEffect(() => {
    const { offsetWidth: width = 0, offsetHeight: height = 0 } = ref.current ?? {};
    setSpot(placeLabel(boundsOf(mark.shape, place), { width, height }, place.picture));
  }, [mark, words, place.picture.x, place.picture.y, place.picture.width, place.picture.height, place.rotation]);
  const [from, to] = spot?.leader ?? [];
  return (
    <div class={mark.faded ? 'mark faded' : 'mark'}>
      {from && to && (
        <svg class="overlay" aria-hidden="true">
          <path class="leader white" d={`M${from.x} ${from.y}L${to.x} ${to.y}`} />
          <path class="leader" d={`M${from.x} ${from.y}L${to.x} ${to.y}`} />
        </svg>
      )}
      <p
        ref={ref}
        class="mark-label"
        aria-hidden="true"
        style={{ maxWidth: `${widestLabel(place.picture)}px`, transform: spot ? `translate(${spot.at.x}px, ${spot.at.y}px)` : 'none', visibility: spot ? 'visible' : 'hidden' }}
      >
        <b style={{ background: BADGES[mark.colour] }}>{mark.n}</b>
        {words}
      </p>
    </div>
  );
}

import type { Colour } from '../../shared/wire/wire';

const PATHS: Record<Colour, string> = {
  one: 'M2 10a8 8 0 1 0 16 0a8 8 0 1 0-16 0z',
  two: 'M6 2.5h8a3.5 3.5 0 0 1 3.5 3.5v8a3.5 3.5 0 0 1-3.5 3.5h-8a3.5 3.5 0 0 1-3.5-3.5v-8a3.5 3.5 0 0 1 3.5-3.5z',
  three: 'M10 2.2 18 17.5H2z',
};

/** A colour with the shape that stands for it where colour can't be told. */
export function ColourShape({ colour, size = 20 }: { colour: Colour; size?: number }) {
  return (
    <svg class={`colour-shape ${colour}`} width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[colour]} />
    </svg>
  );
}

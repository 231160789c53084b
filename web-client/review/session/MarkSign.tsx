import type { Colour, Shape } from '../../shared/wire/wire';

const PATHS: Record<Shape['kind'], string> = {
  ring: 'M2 7a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z',
  arrow: 'M2.5 11.5L11.5 2.5M5.5 2.5H11.5V8.5',
  box: 'M3.5 2h7a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1 -1.5 1.5h-7a1.5 1.5 0 0 1 -1.5 -1.5v-7a1.5 1.5 0 0 1 1.5 -1.5z',
  freehand: 'M2 9c1.5 -7 4 -7 4.5 -2s3 4 5.500 -2',
  number: 'M5 2L3.800 12M10.200 2L9 12M2.300 5H12M2 9H11.700',
  text: 'M7 2.500V12M2.500 4.500V2.500H11.500V4.500',
};

/** A kind of mark in its colour, as in the toolbar that made it. */
export function MarkSign({ shape, colour }: { shape: Shape['kind']; colour: Colour }) {
  return (
    <svg class={`mark-sign ${colour}`} width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <path d={PATHS[shape]} />
    </svg>
  );
}

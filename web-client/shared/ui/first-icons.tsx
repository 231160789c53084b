/**
 * Icons on a 24 grid with a 1.75 stroke. The shapes are Lucide's (ISC, see NOTICE), each folded into one path; the two
 * curtains are ours. Here are those that the customer's page needs at once; `icons.tsx` has them all. An icon is decoration beside its word: one that stands alone needs a name on its button.
 */
import type { JSX } from 'preact';

/** `size` in CSS px: 16, 18, 20 or 24. */
export type IconProps = { size?: 16 | 18 | 20 | 24 | 32; class?: string };
export type Icon = (props: IconProps) => JSX.Element;

/* #__NO_SIDE_EFFECTS__ */
export function icon(d: string): Icon {
  return ({ size = 20, class: extra = '' }) => (
    <svg class={`icon ${extra}`} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={d} />
    </svg>
  );
}

/** Both halves drawn aside: the picture is shown. */
export const CurtainOpen = icon('M3 4h18M5 4v16M19 4v16M10 4c0 7-1.5 12-5 16h4c2-4 3-9 3-16c0 7 1 12 3 16h4c-3.5-4-5-9-5-16');
export const Check = icon('M20 6 9 17l-5-5');
export const X = icon('M18 6 6 18M6 6l12 12');

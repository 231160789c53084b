/**
 * How much the stories look at. `make test` takes a fixed sample: each state once, light and dark by turns, and of each list of sizes the
 * first. `make soak` and `make shots` set `STORIES=whole` and take every state in both appearances and every size. `make shots` does so in
 * each language in turn.
 */
export const WHOLE = process.env['STORIES'] === 'whole';

/** All of a list, or only what stands first: the one in which most goes wrong. */
export function sample<const T>(all: readonly T[]): readonly T[] {
  return WHOLE ? all : all.slice(0, 1);
}

/** The language that people's browsers ask for, and the stories read. */
export const LANGUAGE = process.env['STORIES_LANGUAGE'] ?? 'en';

export type Appearance = 'light' | 'dark';

/** Both appearances, or one of them by turns. `turn` counts the looks of a story, so that a run repeats the one before. */
export function appearances(turn: number): readonly Appearance[] {
  if (WHOLE) return ['light', 'dark'];
  return [turn % 2 === 0 ? 'light' : 'dark'];
}

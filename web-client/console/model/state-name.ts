import type { Words } from '../text';

/** A session's state in words. One that this build doesn't know is shown as it came. */
export function stateName(state: string, words: Words): string {
  return Object.hasOwn(words.desk.states, state) ? words.desk.states[state as keyof Words['desk']['states']] : state;
}

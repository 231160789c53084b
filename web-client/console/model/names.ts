/** What people and things are called. */
import type { Mark, Private, SessionView } from '../../shared/wire/wire';
import type { Words } from '../text';

/** A personal value, or nothing where it was erased. */
export function valueOf(text: Private | null | undefined): string | null {
  return text && 'clear' in text ? text.clear : null;
}

/** The customer's name or reference. */
export function nameOf(view: SessionView | null, words: Words): string {
  return valueOf(view?.reference) ?? words.someone;
}

/** A session's state in words. One that this build doesn't know is shown as it came. */
export function stateName(state: string, words: Words): string {
  return Object.hasOwn(words.desk.states, state) ? words.desk.states[state as keyof Words['desk']['states']] : state;
}

/** A mark in words: `Ring 2: Tap here`. */
export function describeMark(mark: Mark, words: Words): string {
  const kind = words.marks[mark.shape.kind];
  const label = valueOf(mark.label);
  return label === null ? `${kind} ${mark.n}` : `${kind} ${mark.n}: ${label}`;
}

/** Keyboard shortcuts: which key means what, and when none of them may mean anything. Pure. */
import type { Colour } from '../../shared/wire/wire';
import type { Tool } from '../model/tools/draft';

export type Action =
  | { readonly name: 'tool'; readonly tool: Tool }
  | { readonly name: 'colour'; readonly colour: Colour }
  | { readonly name: 'undo' | 'freeze' | 'snapshot' | 'step' | 'chat' | 'mute' | 'hold' | 'end' | 'help' }
  | { readonly name: 'zoom'; readonly to: 'in' | 'out' | 'fit' | 'actual' };

/** What is listed in the help sheet, in this order; the text for each is in the catalogue under its `name`. */
export const SHORTCUTS = {
  picture: [
    ['pointer', 'V'],
    ['ring', 'O'],
    ['arrow', 'A'],
    ['box', 'B'],
    ['freehand', 'D'],
    ['number', 'N'],
    ['text', 'T'],
    ['colours', '1 2 3'],
    ['undo', 'Ctrl Z'],
    ['freeze', 'F'],
    ['snapshot', 'P'],
    ['place', '← ↑ → ↓ Enter'],
  ],
  view: [
    ['zoom', '+ −'],
    ['fit', '0'],
    ['actual', '9'],
    ['pan', 'Space'],
  ],
  call: [
    ['step', 'S'],
    ['chat', 'C'],
    ['mute', 'M'],
    ['hold', 'H'],
    ['end', 'E'],
    ['help', '?'],
  ],
} as const;

const LETTERS: Readonly<Record<string, Action>> = {
  v: { name: 'tool', tool: 'pointer' },
  o: { name: 'tool', tool: 'ring' },
  a: { name: 'tool', tool: 'arrow' },
  b: { name: 'tool', tool: 'box' },
  d: { name: 'tool', tool: 'freehand' },
  n: { name: 'tool', tool: 'number' },
  t: { name: 'tool', tool: 'text' },
  '1': { name: 'colour', colour: 'one' },
  '2': { name: 'colour', colour: 'two' },
  '3': { name: 'colour', colour: 'three' },
  f: { name: 'freeze' },
  p: { name: 'snapshot' },
  s: { name: 'step' },
  c: { name: 'chat' },
  m: { name: 'mute' },
  h: { name: 'hold' },
  e: { name: 'end' },
  '?': { name: 'help' },
  '+': { name: 'zoom', to: 'in' },
  '=': { name: 'zoom', to: 'in' },
  '-': { name: 'zoom', to: 'out' },
  '0': { name: 'zoom', to: 'fit' },
  '9': { name: 'zoom', to: 'actual' },
};

export type Press = { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean; readonly repeat: boolean };

/**
 * What a key press means. While the person types it means nothing, so that no letter is lost and none does harm; with
 * `letters` off only the combinations remain (WCAG 2.1.4).
 */
export function actionOf(press: Press, typing: boolean, letters: boolean): Action | null {
  if (typing || press.repeat || press.altKey) return null;
  const key = press.key.toLowerCase();
  if (press.ctrlKey || press.metaKey) return key === 'z' ? { name: 'undo' } : null;
  return letters ? (LETTERS[key] ?? null) : null;
}

/** Elements that take letters for themselves. */
const TYPED = 'input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable], dialog[open] *, [role=menu] *';

/** Whether a press at this element is typing. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPED) !== null;
}

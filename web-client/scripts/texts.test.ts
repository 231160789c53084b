/** Holds the texts of all pages: every part in every language, with the same keys, none of them empty, and none that no page says. */
import { expect, test } from 'vitest';

type Leaf = string | ((...args: never[]) => string);
type Tree = { readonly [key: string]: Leaf | Tree };

const catalogues = import.meta.glob<Tree>('../{shared,customer,console,review}/i18n/*/*.ts', { eager: true, import: 'default' });
const sources = import.meta.glob<string>('../{shared,customer,console,review}/**/*.{ts,tsx,html}', { eager: true, query: '?raw', import: 'default' });

/** One file of texts: `customer/i18n/es/call.ts` is the part `call` of `customer` in `es`. */
const parts = Object.entries(catalogues).map(([path, tree]) => {
  const [, area = '', , tag = '', file = ''] = path.split('/');
  return { area, tag, part: file.replace(/\.ts$/, ''), leaves: leavesOf(tree) };
});
const english = parts.filter(({ tag }) => tag === 'en');
const tags = [...new Set(parts.map(({ tag }) => tag))];

function leavesOf(tree: Tree, path: readonly string[] = []): { path: readonly string[]; leaf: Leaf }[] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'object' ? leavesOf(value, [...path, key]) : [{ path: [...path, key], leaf: value }]));
}

/** What may say a text of this area: what is shared is said by any page. */
function speakers(area: string): string[] {
  const files = Object.entries(sources).filter(([path]) => !path.includes('/i18n/') && !/\.test\.ts$|\/wire\//.test(path));
  return files.filter(([path]) => area === 'shared' || path.startsWith(`../${area}/`) || path.startsWith('../shared/staff/')).map(([, text]) => text);
}

const mentions = (text: string, word: string) => new RegExp(String.raw`\b${word}\b`).test(text);
/** As in `errors[code]`, which says whatever the code is. */
const isComputed = (text: string, word: string) => new RegExp(String.raw`\b${word}\[`).test(text);

/** A text counts as said by a file that names both its section and itself, or that picks from its group by a value. */
function isSaid(path: readonly string[], files: readonly string[]): boolean {
  const [section = '', last = ''] = [path[0], path.at(-1)];
  return files.some((text) => mentions(text, section) && (mentions(text, last) || path.slice(0, -1).some((group) => isComputed(text, group))));
}

test('there is more than one language', () => expect(tags).toEqual(expect.arrayContaining(['en', 'es'])));

test.each(english)('$area/$part is there in every language, with the same keys', ({ area, part, leaves }) => {
  const shape = (all: typeof leaves) => all.map(({ path, leaf }) => `${path.join('.')} ${typeof leaf}`).toSorted();
  for (const tag of tags) {
    const found = parts.find((one) => one.area === area && one.part === part && one.tag === tag);
    expect({ tag, texts: found && shape(found.leaves) }).toEqual({ tag, texts: shape(leaves) });
  }
});

test('no text is empty', () => {
  const empty = parts.flatMap(({ area, tag, part, leaves }) => leaves.filter(({ leaf }) => leaf === '').map(({ path }) => `${area}/${tag}/${part} ${path.join('.')}`));
  expect(empty).toEqual([]);
});

test.each(english)('every text of $area/$part is said somewhere', ({ area, leaves }) => {
  const files = speakers(area);
  const isShared = (name: string) => area !== 'shared' && english.some((one) => one.area === 'shared' && one.leaves.some(({ path }) => path.join('.') === name));
  const unsaid = leaves.filter(({ path }) => !isSaid(path, files)).map(({ path }) => path.join('.'));
  // What a page spreads of the shared texts, another page may say.
  expect(unsaid.filter((name) => !isShared(name))).toEqual([]);
});

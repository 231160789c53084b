/**
 * Text in the reader's language. A page has a folder `i18n/<tag>` per language, with a file for each part; the files in `en` define the keys
 * and those of every other language must satisfy their types, so a missing or misspelt text fails the type check. Adding a language is adding
 * its folder.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals-core';

/** The shape of a catalogue: the same keys, texts where there are texts, the same parameters where text takes any. */
export type Catalogue<C> = {
  readonly [K in keyof C]: C[K] extends (...args: infer A) => string
    ? (...args: A) => string
    : C[K] extends string
      ? string
      : Catalogue<C[K]>;
};

/** Loads a catalogue file, as `import.meta.glob` gives it. */
type Loader<C> = () => Promise<{ readonly default: C }>;

export type Text<C> = {
  /** The catalogue that is shown. Read it only after the first `show` has resolved. */
  readonly text: ReadonlySignal<C>;
  /** BCP 47 tag of that catalogue. */
  readonly language: ReadonlySignal<string>;
  /** The languages that there is a file for, sorted. */
  readonly languages: readonly string[];
  /** Loads a language and switches every view to it. An unknown tag falls back to English. */
  show(tag: string): Promise<void>;
  /** Shows the language that this reader most likely wants. To be awaited before the first view is drawn. */
  showWanted(): Promise<void>;
};

/** The language of a catalogue file, which its folder is named after: `./i18n/pt-BR/index.ts` is `pt-BR`. */
export function languageOf(path: string): string {
  return path.split('/').at(-2) ?? '';
}

/** Makes a page's text, or a part of it, from its catalogue files: one per language. */
export function textOf<C>(files: Record<string, Loader<C>>): Text<C> {
  const loaders = new Map(Object.entries(files).map(([path, load]) => [languageOf(path), load]));
  const languages = [...loaders.keys()].toSorted();
  const shown = signal<{ language: string; catalogue: C } | null>(null);
  const show = async (tag: string) => {
    const language = loaders.has(tag) ? tag : 'en';
    const file = await loaders.get(language)?.();
    if (!file) throw new Error('no English');
    shown.value = { language, catalogue: file.default };
    document.documentElement.lang = language;
  };
  return {
    text: computed(() => {
      if (!shown.value) throw new Error('no language yet');
      return shown.value.catalogue;
    }),
    language: computed(() => shown.value?.language ?? 'en'),
    languages,
    show,
    showWanted: () => show(chooseLanguage(wantedLanguages(), languages)),
  };
}

/**
 * The best of `available` for a reader who wants `wanted`, most wanted first. Tries each whole tag, then its language
 * alone, so that `es-MX` gets `es`; `en` when nothing fits.
 */
export function chooseLanguage(wanted: readonly string[], available: readonly string[]): string {
  for (const tag of wanted) {
    const exact = available.find((one) => one.toLowerCase() === tag.toLowerCase());
    if (exact) return exact;
    const base = tag.toLowerCase().split('-')[0];
    const near = available.find((one) => one.toLowerCase().split('-')[0] === base);
    if (near) return near;
  }
  return 'en';
}

/** Where the browser keeps a choice of language. */
export const STORED = 'cicerone.language';

/** What this reader asks for: an earlier choice of their own, then the browser's list, then the one that whoever gave them the link expects. */
function wantedLanguages(): string[] {
  const presumed = new URLSearchParams(location.search).get('or');
  return [stored(), ...navigator.languages, presumed].filter((tag) => tag !== null);
}

function stored(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

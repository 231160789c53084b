/** Numbers, times and plurals as a language writes them. */

/** Forms of a counted text; `other` is what every language has. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Picks the form for `count` by the rules of `language`. */
export function plural(language: string, count: number, forms: Forms): string {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
}

/** How a language says a number with its noun: `1 step`, `1,204 steps`. */
export function counting(language: string): (count: number, one: string, other: string) => string {
  return (count, one, other) => `${count.toLocaleString(language)} ${plural(language, count, { one, other })}`;
}

/** A running time as a clock shows it: `0:42`, `12:48`, `1:02:03`. Whole seconds, never negative. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const pad = (n: number) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}

/** The time of day, as in `10:42`. */
export function timeOfDay(language: string, date: Date): string {
  return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(date);
}

/** A day, as in `20 Nov 2026`. */
export function day(language: string, date: Date): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' }).format(date);
}

/** The first word of a name, for speaking to and about people. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? '';
}

/** Up to two initials, for an avatar. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => [...(word ?? '')][0] ?? '').join('').toLocaleUpperCase();
}

/** A language's name in itself, as a menu shows it: `Español`. */
export function languageName(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

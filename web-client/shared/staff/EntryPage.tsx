import type { ComponentChildren } from 'preact';
import { languageName } from '../format';
import type { Text } from '../text';
import { Logo } from '../ui/Logo';

/** What the choice of language needs of a page's text. */
export type Languages = Pick<Text<unknown>, 'language' | 'languages'> & {
  /** Switches the language, and keeps the choice. */
  readonly choose: (tag: string) => Promise<void>;
  /** The name of the choice. */
  readonly label: string;
};

/** The page before one is signed in: one card, and the language. */
export function EntryPage({ title, languages, children }: { title: string; languages: Languages; children: ComponentChildren }) {
  return (
    <main id="main" class="entry-page">
      <div class="card large entry-card">
        <p class="brand">
          <Logo size={24} /> <span>Cicerone</span>
        </p>
        <h1>{title}</h1>
        {children}
      </div>
      <label class="language">
        <span class="unseen">{languages.label}</span>
        <select class="input" value={languages.language.value} onChange={(event) => void languages.choose(event.currentTarget.value)}>
          {languages.languages.map((tag) => (
            <option key={tag} value={tag} lang={tag}>
              {languageName(tag)}
            </option>
          ))}
        </select>
      </label>
    </main>
  );
}

import type { ComponentChildren } from 'preact';
import { languageName } from '../../shared/format';
import { Logo } from '../../shared/ui/Logo';
import { choose, language, languages, t } from '../text';

/** The page before one is signed in: one card, and the language. */
export function EntryPage({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="entry-page">
      <div class="card large entry-card">
        <p class="brand">
          <Logo size={24} /> <span>Cicerone</span>
        </p>
        <h1>{title}</h1>
        {children}
      </div>
      <label class="language">
        <span class="unseen">{t.value.settings.language}</span>
        <select class="input" value={language.value} onChange={(event) => void choose(event.currentTarget.value)}>
          {languages.map((tag) => (
            <option key={tag} value={tag} lang={tag}>
              {languageName(tag)}
            </option>
          ))}
        </select>
      </label>
    </main>
  );
}

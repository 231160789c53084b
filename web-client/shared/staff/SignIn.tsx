import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type english from '../i18n/en/staff';
import type { Fault } from '../request';
import type { Auth, SignInState } from './auth';
import { EntryPage, type Languages } from './EntryPage';

type Props = {
  readonly auth: Auth;
  readonly state: Exclude<SignInState, { name: 'in' }>;
  /** `ended` is said to a person whose sign-in ran out under their hands. */
  readonly words: (typeof english)['signIn'] & { readonly title: string; readonly ended: string };
  readonly languages: Languages;
  /** A fault in the page's own words. */
  readonly explain: (code: Fault) => ComponentChildren;
};

/** Where nobody is signed in, or it is not known yet. */
export function SignIn({ auth, state, words, languages, explain }: Props) {
  if (state.name !== 'out')
    return (
      <main id="main" class="entry-page">
        <p class="lead" role="status">
          {words[state.name]}
        </p>
      </main>
    );
  return (
    <EntryPage title={words.title} languages={languages}>
      <Form auth={auth} ended={state.ended} words={words} explain={explain} />
    </EntryPage>
  );
}

/** Name and password. */
function Form({ auth, ended, words, explain }: Pick<Props, 'auth' | 'words' | 'explain'> & { readonly ended: boolean }) {
  const [nameId, passwordId] = [useId(), useId()];
  const [name, password] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | 'empty' | null>(null);
  useEffect(() => name.current?.focus(), []);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const [who, secret] = [name.current?.value.trim() ?? '', password.current?.value ?? ''];
    if (busy) return;
    if (!who || !secret) {
      setFault('empty');
      (who ? password : name).current?.focus();
      return;
    }
    setBusy(true);
    const refused = await auth.signIn(who, secret);
    setBusy(false);
    setFault(refused);
    if (refused === 'bad_credentials') password.current?.select();
  };
  const wrong = fault === 'empty' || fault === 'bad_credentials';
  return (
    <form class="form" method="post" onSubmit={(event) => void submit(event)} noValidate>
      {ended && fault === null && (
        <p class="note" role="status">
          {words.ended}
        </p>
      )}
      <div class="field">
        <label for={nameId}>{words.name}</label>
        <input ref={name} id={nameId} name="name" class="input" autocomplete="username" autocapitalize="none" spellcheck={false} required aria-invalid={wrong} />
      </div>
      <div class="field">
        <label for={passwordId}>{words.password}</label>
        <input ref={password} id={passwordId} name="password" type="password" class="input" autocomplete="current-password" required aria-invalid={wrong} />
      </div>
      {fault === 'empty' ? (
        <p class="fault" role="alert">
          {words.empty}
        </p>
      ) : (
        fault && explain(fault)
      )}
      <button type="submit" class="button primary" aria-busy={busy}>
        {busy ? words.busy : words.enter}
      </button>
      <p class="quiet-text">{words.forgot}</p>
    </form>
  );
}

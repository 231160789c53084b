import { useId, useState } from 'preact/hooks';
import type { Fault } from '../../shared/request';
import { EntryPage } from '../../shared/staff/EntryPage';
import { auth } from '../model/app';
import { go } from '../model/route';
import { languageChoice, text } from '../text';
import { FaultNote } from '../ui/Refusal';
import { passwordFault } from './password';

/** The one-time link: a new password, twice. The link is used up only when the form is sent. */
export function SetPassword({ token }: { token: string }) {
  const { link } = text.value;
  const [first, second, rule] = [useId(), useId(), useId()];
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | 'short' | 'differ' | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const [password, again] = [String(form.get('password')), String(form.get('again'))];
    const wrong = passwordFault(password, again);
    if (wrong) return setFault(wrong);
    setBusy(true);
    const refused = await auth.useLink(token, password);
    setBusy(false);
    setFault(refused);
  };
  const toSignIn = () => {
    go({ name: 'desk' });
    auth.start();
  };
  return (
    <EntryPage title={link.title} languages={languageChoice()}>
      <p class="lead">{link.lead}</p>
      <form class="form" onSubmit={(event) => void submit(event)} noValidate>
        <div class="field">
          <label for={first}>{link.password}</label>
          <input id={first} name="password" type="password" class="input" autocomplete="new-password" aria-describedby={rule} aria-invalid={fault === 'short'} autofocus />
          <p id={rule} class={fault === 'short' ? 'fault' : 'quiet-text'} role={fault === 'short' ? 'alert' : undefined}>
            {fault === 'short' ? link.short : link.rule}
          </p>
        </div>
        <div class="field">
          <label for={second}>{link.again}</label>
          <input id={second} name="again" type="password" class="input" autocomplete="new-password" aria-invalid={fault === 'differ'} />
          {fault === 'differ' && (
            <p class="fault" role="alert">
              {link.differ}
            </p>
          )}
        </div>
        {fault && fault !== 'short' && fault !== 'differ' && <FaultNote code={fault} />}
        <button type="submit" class="button primary" aria-busy={busy}>
          {busy ? link.busy : link.enter}
        </button>
        {fault === 'link_spent' && (
          <button type="button" class="button plain" onClick={toSignIn}>
            {link.toSignIn}
          </button>
        )}
      </form>
    </EntryPage>
  );
}

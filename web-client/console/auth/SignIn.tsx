import { useId, useState } from 'preact/hooks';
import type { Fault } from '../../shared/request';
import { auth } from '../model/app';
import { t } from '../text';
import { FaultNote } from '../ui/Refusal';
import { EntryPage } from './EntryPage';

/** Name and password. */
export function SignIn({ ended }: { ended: boolean }) {
  const { signIn } = t.value;
  const [name, password] = [useId(), useId()];
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | 'empty' | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const [who, secret] = [String(form.get('name')).trim(), String(form.get('password'))];
    if (!who || !secret) return setFault('empty');
    setBusy(true);
    const refused = await auth.signIn(who, secret);
    setBusy(false);
    setFault(refused);
  };
  return (
    <EntryPage title={signIn.title}>
      {ended && (
        <p class="note" role="status">
          {signIn.ended}
        </p>
      )}
      <form class="form" method="post" onSubmit={(event) => void submit(event)} noValidate>
        <div class="field">
          <label for={name}>{signIn.name}</label>
          <input id={name} name="name" class="input" autocomplete="username" autocapitalize="none" spellcheck={false} required autofocus />
        </div>
        <div class="field">
          <label for={password}>{signIn.password}</label>
          <input id={password} name="password" type="password" class="input" autocomplete="current-password" required />
        </div>
        {fault === 'empty' ? (
          <p class="fault" role="alert">
            {signIn.empty}
          </p>
        ) : (
          fault && <FaultNote code={fault} />
        )}
        <button type="submit" class="button primary" aria-busy={busy}>
          {busy ? signIn.busy : signIn.enter}
        </button>
      </form>
    </EntryPage>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Fault } from '../../shared/api';
import type { SignIn as State } from '../../shared/staff/auth';
import { Logo } from '../../shared/ui/Logo';
import { auth } from '../model/requests';
import { words } from '../text';
import { faultText } from '../ui/FaultCard';

export function SignIn({ state }: { state: Exclude<State, { name: 'in' }> }) {
  const t = words.value.signIn;
  return (
    <main id="main" class="sign-in">
      <p class="brand">
        <Logo size={28} /> Cicerone
      </p>
      {state.name === 'out' ? (
        <Form ended={state.ended} />
      ) : (
        <p class="waiting" role="status">
          {state.name === 'starting' ? t.starting : t.offline}
        </p>
      )}
    </main>
  );
}

function Form({ ended }: { ended: boolean }) {
  const t = words.value.signIn;
  const busy = useSignal(false);
  const fault = useSignal<Fault | 'missing' | null>(null);
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => name.current?.focus(), []);

  async function enter(event: SubmitEvent) {
    event.preventDefault();
    if (busy.value) return;
    const given = { name: name.current?.value.trim() ?? '', password: password.current?.value ?? '' };
    if (given.name === '' || given.password === '') {
      fault.value = 'missing';
      (given.name === '' ? name : password).current?.focus();
      return;
    }
    busy.value = true;
    fault.value = await auth.signIn(given.name, given.password);
    busy.value = false;
    if (fault.value === 'bad_credentials') password.current?.select();
  }

  const wrong = fault.value === 'missing' || fault.value === 'bad_credentials';
  const described = fault.value === null ? {} : { 'aria-describedby': 'sign-in-fault' };
  return (
    <form class="card" onSubmit={enter} noValidate>
      <h1>{t.title}</h1>
      {ended && fault.value === null && <p role="status">{t.ended}</p>}
      <p class="field">
        <label for="sign-in-name">{t.name}</label>
        <input ref={name} id="sign-in-name" class="input" autocomplete="username" autocapitalize="none" spellcheck={false} required aria-invalid={wrong} {...described} />
      </p>
      <p class="field">
        <label for="sign-in-password">{t.password}</label>
        <input ref={password} id="sign-in-password" class="input" type="password" autocomplete="current-password" required aria-invalid={wrong} {...described} />
      </p>
      <p id="sign-in-fault" class="fault" role="alert">
        {fault.value === 'missing' ? t.missing : fault.value !== null && faultText(fault.value)}
      </p>
      <button class="button primary" aria-busy={busy.value}>
        {busy.value ? t.entering : t.enter}
      </button>
      <p class="small">{t.forgot}</p>
    </form>
  );
}

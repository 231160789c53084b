import { useSignalEffect } from '@preact/signals';
import { SignIn } from '../../shared/staff/SignIn';
import { Toasts } from '../../shared/ui/Toast';
import { ListPage } from '../list/ListPage';
import { auth } from '../model/requests';
import { route } from '../model/route';
import { SessionPage } from '../session/SessionPage';
import { languageChoice, text } from '../text';
import { faultText } from '../ui/FaultCard';
import { Rail } from './Rail';

export function App() {
  useSignalEffect(() => {
    // A list says so itself; a session puts its customer's name first.
    if (route.value.name === 'list') document.title = text.value.page;
  });
  const signIn = auth.state.value;
  if (signIn.name !== 'in')
    return (
      <SignIn
        auth={auth}
        state={signIn}
        words={text.value.signIn}
        languages={languageChoice()}
        explain={(code) => (
          <p class="fault" role="alert">
            {faultText(code)}
          </p>
        )}
      />
    );
  const here = route.value;
  return (
    <div class="page">
      <a class="skip-link" href="#main">
        {text.value.skip}
      </a>
      <Rail user={signIn.user} />
      {here.name === 'list' ? <ListPage filters={here.filters} /> : <SessionPage key={here.id} id={here.id} filters={here.filters} />}
      <Toasts />
    </div>
  );
}

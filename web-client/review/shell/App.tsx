import { useSignalEffect } from '@preact/signals';
import { Toasts } from '../../shared/ui/Toast';
import { ListPage } from '../list/ListPage';
import { auth } from '../model/requests';
import { route } from '../model/route';
import { SessionPage } from '../session/SessionPage';
import { words } from '../text';
import { Rail } from './Rail';
import { SignIn } from './SignIn';

export function App() {
  useSignalEffect(() => {
    // A list says so itself; a session puts its customer's name first.
    if (route.value.name === 'list') document.title = words.value.page;
  });
  const signIn = auth.state.value;
  if (signIn.name !== 'in') return <SignIn state={signIn} />;
  const here = route.value;
  return (
    <div class="page">
      <a class="skip-link" href="#main">
        {words.value.skip}
      </a>
      <Rail user={signIn.user} />
      {here.name === 'list' ? <ListPage filters={here.filters} /> : <SessionPage key={here.id} id={here.id} filters={here.filters} />}
      <Toasts />
    </div>
  );
}

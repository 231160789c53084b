import { useEffect } from 'preact/hooks';
import { Toasts } from '../../shared/ui/Toast';
import { auth, signed } from '../model/app';
import { SetPassword } from '../auth/SetPassword';
import { SignIn } from '../auth/SignIn';
import { DeskPage } from '../desk/DeskPage';
import { LivePage } from '../call/CallPage';
import { isBeforeDoor } from '../model/rules';
import { Voice } from '../call/Voice';
import { go, route } from '../model/route';
import { t } from '../text';
import { Dialogs } from './Dialogs';
import { Rail } from './Rail';
import { Starting } from './Starting';
import { useKeys } from './useKeys';
import { useTitle } from './useTitle';

export function App() {
  return (
    <>
      <Page />
      <Toasts />
    </>
  );
}

function Page() {
  const here = route.value;
  const state = auth.state.value;
  if (here.name === 'link' && state.name !== 'in') return <SetPassword token={here.token} />;
  switch (state.name) {
    case 'starting':
      return <Starting />;
    case 'offline':
      return (
        <main class="door-page">
          <p class="lead" role="status">
            {t.value.signIn.offline}
          </p>
        </main>
      );
    case 'out':
      return <SignIn ended={state.ended} />;
    case 'in':
      return <Signed />;
  }
}

function Signed() {
  const parts = signed.value;
  const here = route.value;
  useKeys();
  useTitle();
  useEffect(() => {
    if (route.peek().name === 'link') go({ name: 'desk' });
  }, []);
  if (!parts) return null;
  const live = parts.calls.onScreen.value;
  const state = live?.socket.view.value?.state;
  const atDesk = here.name !== 'session' || !live || (state !== undefined && isBeforeDoor(state));
  return (
    <div class="console">
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), document.getElementById('main')?.focus())}>
        {t.value.skip}
      </a>
      <Rail desk={parts.desk} calls={parts.calls} />
      {atDesk ? <DeskPage desk={parts.desk} live={here.name === 'session' ? live : null} /> : <LivePage key={live.id} live={live} calls={parts.calls} desk={parts.desk} />}
      <Voice calls={parts.calls} />
      <Dialogs calls={parts.calls} />
    </div>
  );
}

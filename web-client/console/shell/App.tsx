import { useEffect } from 'preact/hooks';
import { SignIn } from '../../shared/staff/SignIn';
import { isBeforeDoor } from '../../shared/state';
import { Toasts } from '../../shared/ui/Toast';
import type { SessionView } from '../../shared/wire/wire';
import { SetPassword } from '../auth/SetPassword';
import { CallPage } from '../call/CallPage';
import { Voice } from '../call/Voice';
import { DeskPage } from '../desk/DeskPage';
import { auth, signed } from '../model/app';
import type { Live } from '../model/live';
import { go, route } from '../model/route';
import { Stage } from '../stage/Stage';
import { StepsPanel } from '../steps/StepsPanel';
import { languageChoice, text } from '../text';
import { FaultNote } from '../ui/Refusal';
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
    case 'out':
      return <SignIn auth={auth} state={state} words={text.value.signIn} languages={languageChoice()} explain={(code) => <FaultNote code={code} />} />;
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
        {text.value.skip}
      </a>
      <Rail desk={parts.desk} calls={parts.calls} />
      {atDesk ? <DeskPage desk={parts.desk} live={here.name === 'session' ? live : null} /> : <CallPage key={live.id} live={live} calls={parts.calls} desk={parts.desk} work={(view) => <Work live={live} view={view} />} />}
      <Voice calls={parts.calls} />
      <Dialogs calls={parts.calls} />
    </div>
  );
}

/** What a call is about: the picture, and beside it steps and chat. */
function Work({ live, view }: { live: Live; view: SessionView }) {
  return (
    <>
      <Stage live={live} view={view} />
      <StepsPanel live={live} view={view} />
    </>
  );
}

import { isInCall } from '../../shared/state';
import { call } from '../load';
import type { CustomerSession } from '../session';
import { text } from '../text';
import { Consent } from './Consent';
import { Live } from './Live';

/** Which page of the session is shown. */
export function App({ session }: { session: CustomerSession }) {
  const loaded = call.value;
  if (session.isDone.value) return loaded ? <loaded.Ended session={session} /> : <Plain words={text.value.leave.done} />;
  const state = session.view.value?.state;
  if (state?.name === 'authorizing') return <Consent session={session} />;
  if (state && isInCall(state)) return <Live session={session} />;
  return loaded ? <loaded.Door session={session} /> : <Plain words={text.value.join.titleOf(session.helper.value)} />;
}

/** Until the rest of the page is here: what is true meanwhile. */
function Plain({ words }: { words: string }) {
  return (
    <main class="page">
      <h1>{words}</h1>
    </main>
  );
}

import type { CustomerSession } from '../session';
import { Consent } from './Consent';
import { Live } from './Live';

/** Which page of the session is shown. */
export function App({ session }: { session: CustomerSession }) {
  const later = session.later.value;
  if (session.socket.link.value.name === 'ended' || session.isOver.value) {
    return later ? <later.Ended session={session} /> : null;
  }
  switch (session.view.value?.state.name) {
    case 'authorizing':
      return <Consent session={session} />;
    case 'active':
    case 'held':
    case 'interrupted':
      return <Live session={session} />;
    default:
      return later ? <later.Door session={session} /> : <div class="page" aria-busy="true" />;
  }
}

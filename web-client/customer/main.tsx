/** The customer's page. It is the static join form until the customer is at the door, and the session from then on. */
import { effect } from '@preact/signals-core';
import { render } from 'preact';
import { tokenOf } from './invitation';
import { byId, startJoin } from './join';
import { loadCall, prepareCall } from './load';
import { CustomerSession } from './session';
import { openSound } from './sound';
import { showWanted } from './text';
import { keepTicket, readTicket, type Ticket } from './ticket';
import { App } from './views/App';

function enter(ticket: Ticket): void {
  const root = byId('app');
  const session = new CustomerSession(ticket);
  root.replaceChildren();
  // The whole page is small enough to be compared anew at each change; components need no subscriptions of their own.
  effect(() => render(<App session={session} />, root));
  session.socket.open();
  void loadCall(session);
}

async function start(): Promise<void> {
  const link = tokenOf(location.hash);
  const kept = readTicket();
  await showWanted();
  // Who has begun to type a code by now wants another session than the one that was left here.
  if (kept && (link === '' ? byId<HTMLInputElement>('first').value === '' : link === kept.link)) {
    document.documentElement.dataset['ready'] = '';
    enter(kept);
    return;
  }
  startJoin(link, openSound, ({ session, resume, supervisor }) => {
    const ticket = { session, resume, supervisor, link };
    keepTicket(ticket);
    // The token has done its work and should not stay in the address bar.
    history.replaceState(null, '', location.search || '/j');
    enter(ticket);
  });
  // The form works; by the time of the press the rest is here.
  void prepareCall();
}

void start();

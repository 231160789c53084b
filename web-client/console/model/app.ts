/** The console's parts, put together once. Views import them; nothing else in the console is global but text, theme and address. */
import { effect, signal } from '@preact/signals';
import { Auth } from '../../shared/staff/auth';
import { toast } from '../../shared/ui/Toast';
import { text } from '../text';
import { Calls } from './calls';
import { Desk } from './desk';
import type { Live } from './live';
import { nameOf } from './names';
import { route } from './route';

export type Signed = { readonly desk: Desk; readonly calls: Calls };

export const auth = new Auth();
/** What there is while somebody is signed in. */
export const signed = signal<Signed | null>(null);

/** Starts; to be called once, when a language is loaded. */
export function start(): void {
  effect(() => {
    const state = auth.state.value;
    if (state.name === 'in' && !signed.peek()) signed.value = open();
    if (state.name === 'out') shut();
  });
  effect(() => {
    const here = route.value;
    if (signed.value) signed.value.calls.show(here.name === 'session' ? here.id : null);
  });
  if (route.peek().name !== 'link') auth.start();
}

function open(): Signed {
  const calls = new Calls(auth);
  calls.onNews = tell;
  const desk = new Desk(auth);
  desk.open();
  calls.start();
  return { desk, calls };
}

function shut(): void {
  signed.peek()?.calls.close();
  signed.peek()?.desk.close();
  signed.value = null;
}

/** News are said aloud once; who asks in stands on the page already where their session is on screen. */
function tell(news: Parameters<Calls['onNews']>[0], live: Live): void {
  if (news === 'asking' && signed.peek()?.calls.onScreen.peek() === live) return;
  const takeBack = toast(text.peek().news[news](nameOf(live.socket.view.peek(), text.peek())));
  if (news === 'asking') whenAnswered(live, takeBack);
}

/** Calls back once whoever asked in is let in, turned away or gone. */
function whenAnswered(live: Live, answered: () => void): void {
  const stop = live.socket.view.subscribe((view) => {
    if (view?.state.name === 'asking') return;
    answered();
    // Not before `subscribe` has answered.
    queueMicrotask(() => stop());
  });
}

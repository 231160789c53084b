/** The review: a list of sessions, and one session as its log tells it. */
import { render } from 'preact';
import { auth } from './model/requests';
import { App } from './shell/App';
import { showWanted, text } from './text';

const root = document.getElementById('app');
if (!root) throw new Error('the page has no #app');
auth.start();
await showWanted();
document.title = text.value.page;
render(<App />, root);

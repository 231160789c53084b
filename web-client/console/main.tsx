import { render } from 'preact';
import { start } from './model/app';
import { App } from './shell/App';
import { showWanted } from './text';

const root = document.getElementById('app');
if (!root) throw new Error('the page has no #app');
await showWanted();
start();
render(<App />, root);
document.documentElement.dataset['ready'] = '';

import { render } from 'preact';
import { start } from './app';
import { App } from './frame/App';
import { speakAsWanted } from './speech';

const root = document.getElementById('app');
if (!root) throw new Error('the page has no #app');
await speakAsWanted();
start();
render(<App />, root);
document.documentElement.dataset['ready'] = '';

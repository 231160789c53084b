import { render } from 'preact';
import { Logo } from '../shared/ui/Logo';

const root = document.getElementById('app');
if (!root) throw new Error('the page has no #app');
render(
  <h1>
    <Logo /> Cicerone
  </h1>,
  root,
);

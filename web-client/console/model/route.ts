/** Where in the console the person is. It stands in the address, so that a reload comes back to the same session. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { addressOf, parseRoute, type Place, type Route } from './address';

const current = signal<Route>(parseRoute(location.hash));
if (current.value.name === 'link') history.replaceState(null, '', location.pathname);
addEventListener('hashchange', () => {
  current.value = parseRoute(location.hash);
  if (current.value.name === 'link') history.replaceState(null, '', location.pathname);
});

export const route: ReadonlySignal<Route> = current;

export function go(to: Place): void {
  if (addressOf(to) === location.hash) current.value = to;
  else location.hash = addressOf(to);
}

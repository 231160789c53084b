/** Where in the review the person is; the address bar is its only store. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { addressOf, parseRoute, type Route } from './address';

const current = signal<Route>(parseRoute(location.search));
addEventListener('popstate', () => {
  current.value = parseRoute(location.search);
});

export const route: ReadonlySignal<Route> = current;

/** Goes there. `replace` where going back should not undo it, such as each letter of a search. */
export function go(to: Route, replace = false): void {
  if (replace) history.replaceState(null, '', addressOf(to));
  else history.pushState(null, '', addressOf(to));
  current.value = to;
}

/** Lets a plain press on a link stay on the page; every other way of opening it is the browser's. */
export function follow(event: MouseEvent, to: Route): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(to);
}

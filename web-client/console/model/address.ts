/** Addresses within the console: the fragment that stands for a place. Pure. */

export type Route =
  | { readonly name: 'desk' }
  | { readonly name: 'session'; readonly id: string }
  /** A one-time sign-in link. Its token is a secret, so it leaves the address as soon as it is read. */
  | { readonly name: 'link'; readonly token: string };

/** A place that one can go to. */
export type Place = Exclude<Route, { name: 'link' }>;

/** Reads a fragment, with or without its `#`. What it can't read is the desk. */
export function parseRoute(fragment: string): Route {
  const text = fragment.replace(/^#/, '');
  const link = /^link=([\w.~-]+)$/.exec(text)?.[1];
  if (link) return { name: 'link', token: link };
  const id = /^\/session\/([0-9a-f-]{36})$/i.exec(text)?.[1];
  return id ? { name: 'session', id } : { name: 'desk' };
}

export function addressOf(route: Place): string {
  return route.name === 'session' ? `#/session/${route.id}` : '#/';
}

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Auth } from './auth';

const LUCIA = { id: 'l', name: 'lucia', display_name: 'Lucía Ferrer', role: 'supervisor', language: 'es' };
const granted = (token: string) => Response.json({ access_token: token, expires_in_s: 600, me: LUCIA });
const refused = (status: number, code: string) => Response.json({ code }, { status });
const empty = () => new Response(null, { status: 204 });

/** What the server answers to each address, and what it was asked. */
let answers: Record<string, () => Response>;
let asked: string[];
let page: EventTarget;

beforeEach(() => {
  vi.useFakeTimers();
  answers = { '/api/auth/refresh': empty, '/api/auth/login': () => granted('first'), '/api/auth/logout': empty };
  asked = [];
  page = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal('document', page);
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const answer = answers[path];
    if (!answer) throw new TypeError('not reached');
    return answer();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function signedIn(): Promise<Auth> {
  const auth = new Auth();
  expect(await auth.signIn('lucia', 'a calm correct horse')).toBeNull();
  return auth;
}

test('a browser that was never signed in is out, without a fault', async () => {
  const auth = new Auth();
  expect(await auth.renew()).toBe(false);
  expect(auth.state.value).toEqual({ name: 'out', ended: false });
});

test('who can’t be signed out at the server stays signed in and is told why', async () => {
  const auth = await signedIn();
  delete answers['/api/auth/logout'];
  expect(await auth.signOut()).toBe('offline');
  expect(auth.state.value.name).toBe('in');
  expect(auth.token).toBe('first');
  answers['/api/auth/logout'] = () => refused(503, 'store_unavailable');
  expect(await auth.signOut()).toBe('store_unavailable');
  expect(auth.state.value.name).toBe('in');
  answers['/api/auth/logout'] = empty;
  expect(await auth.signOut()).toBeNull();
  expect(auth.state.value).toEqual({ name: 'out', ended: false });
  expect(auth.token).toBe('');
});

test('a sign-in that has run out says so, and one that can’t be renewed for now goes on', async () => {
  const auth = await signedIn();
  delete answers['/api/auth/refresh'];
  await auth.renew();
  expect(auth.state.value.name).toBe('in');
  answers['/api/auth/refresh'] = () => refused(401, 'unauthenticated');
  await auth.renew();
  expect(auth.state.value).toEqual({ name: 'out', ended: true });
});

test('a server that is not reached at the start is asked again until it is', async () => {
  const auth = new Auth();
  delete answers['/api/auth/refresh'];
  await auth.renew();
  expect(auth.state.value.name).toBe('offline');
  answers['/api/auth/refresh'] = () => granted('second');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(auth.state.value.name).toBe('in');
});

test('a page whose timers stood still renews as soon as it is seen again', async () => {
  await signedIn();
  asked = [];
  page.dispatchEvent(new Event('visibilitychange'));
  expect(asked).toEqual([]);
  vi.setSystemTime(Date.now() + 400_000);
  page.dispatchEvent(new Event('visibilitychange'));
  expect(asked).toEqual(['/api/auth/refresh']);
});

test('a request whose token has run out is sent once more with a new one', async () => {
  const auth = await signedIn();
  answers['/api/auth/refresh'] = () => granted('second');
  const tokens: string[] = [];
  const answer = await auth.call(async (token) => {
    tokens.push(token);
    return token === 'second' ? { ok: true, value: 'read' } : { ok: false, code: 'unauthenticated' };
  });
  expect(answer).toEqual({ ok: true, value: 'read' });
  expect(tokens).toEqual(['first', 'second']);
});

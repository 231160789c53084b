/** Requests to this server: JSON in, JSON or a stable code out. */
import type { ErrorCode, Problem } from '../shared/wire/wire';

/** Why something was not done; `unreachable` is the one reason that no server can give. */
export type Fault = ErrorCode | 'unreachable';

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: Fault };

export type Request = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** A staff access token. */
  readonly token?: string;
  readonly json?: unknown;
  readonly jpeg?: Blob;
};

/** Sends a request and reads its JSON answer; `null` for an answer without a body. */
export function request<T>(what: Request): Promise<Answer<T>> {
  return send(what, async (response) => (response.headers.get('content-type')?.includes('json') ? ((await response.json()) as T) : (null as T)));
}

/** Sends a request and reads its answer as bytes. */
export function requestBlob(what: Request): Promise<Answer<Blob>> {
  return send(what, (response) => response.blob());
}

async function send<T>(what: Request, read: (response: Response) => Promise<T>): Promise<Answer<T>> {
  const headers = new Headers({ accept: 'application/json, application/problem+json, image/jpeg' });
  if (what.token) headers.set('authorization', `Bearer ${what.token}`);
  if (what.json !== undefined) headers.set('content-type', 'application/json');
  if (what.jpeg) headers.set('content-type', 'image/jpeg');
  const body = what.json === undefined ? (what.jpeg ?? null) : JSON.stringify(what.json);
  try {
    const response = await fetch(what.path, { method: what.method, headers, body, credentials: 'same-origin' });
    if (response.ok) return { ok: true, value: await read(response) };
    return { ok: false, code: await codeOf(response) };
  } catch {
    return { ok: false, code: 'unreachable' };
  }
}

/** A proxy in between may answer in HTML; its status still says the most important. */
async function codeOf(response: Response): Promise<ErrorCode> {
  try {
    return ((await response.json()) as Problem).code;
  } catch {
    if (response.status === 401) return 'unauthenticated';
    return response.status >= 502 ? 'restarting' : 'internal';
  }
}

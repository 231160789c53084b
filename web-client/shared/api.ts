/** Requests to the server's HTTP interface. Faults come back as values with their stable code, never as exceptions. */
import type { ErrorCode, Problem } from './wire/wire';

/** `offline` is the one fault that the server can't tell about: it was not reached. */
export type Fault = ErrorCode | 'offline';

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: Fault };

/** Longest wait for an answer, ms. A phone at the edge of its network needs seconds; longer looks broken. */
const PATIENCE_MS = 15_000;
/** The same where the answer is a whole log, which has megabytes after hours. */
export const LONG_PATIENCE_MS = 120_000;

/** Posts JSON and reads JSON. */
export function post<T>(path: string, body: unknown, bearer?: string): Promise<Result<T>> {
  const headers = { 'content-type': 'application/json', ...authorization(bearer) };
  return request<T>(path, { method: 'POST', headers, body: JSON.stringify(body) }, readJson);
}

/** Posts bytes, such as a still, and reads JSON. */
export function postBytes<T>(path: string, body: Blob, bearer: string): Promise<Result<T>> {
  return request<T>(path, { method: 'POST', headers: { 'content-type': body.type, ...authorization(bearer) }, body }, readJson);
}

/** Reads JSON. */
export function get<T>(path: string, bearer?: string, patience = PATIENCE_MS): Promise<Result<T>> {
  return request<T>(path, { headers: authorization(bearer) }, readJson, patience);
}

/** Reads bytes, such as a still. */
export function getBlob(path: string, bearer: string, patience = PATIENCE_MS): Promise<Result<Blob>> {
  return request(path, { headers: authorization(bearer) }, (response) => response.blob(), patience);
}

async function request<T>(path: string, init: RequestInit, read: (response: Response) => Promise<T>, patience = PATIENCE_MS): Promise<Result<T>> {
  try {
    const response = await fetch(path, { ...init, signal: AbortSignal.timeout(patience) });
    if (response.ok) return { ok: true, value: await read(response) };
    return { ok: false, code: await codeOf(response) };
  } catch {
    return { ok: false, code: 'offline' };
  }
}

async function readJson<T>(response: Response): Promise<T> {
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}

/** The problem's own code; a proxy's answer has none and counts as a fault of the server. */
async function codeOf(response: Response): Promise<ErrorCode> {
  try {
    return ((await response.json()) as Problem).code ?? 'internal';
  } catch {
    return 'internal';
  }
}

function authorization(bearer: string | undefined): Record<string, string> {
  return bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
}

/** Requests to the server's HTTP interface. Faults come back as values with their stable code, never as exceptions. */
import type { ErrorCode, Problem } from './wire/wire';

/** `offline` is the one fault that the server can't tell about: it was not reached. */
export type Fault = ErrorCode | 'offline';

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: Fault };

/** Longest wait for an answer, ms. A phone at the edge of its network needs seconds; longer looks broken. */
export const PATIENCE_MS = 15_000;

/** Posts JSON and reads JSON. */
export function post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Result<T>> {
  return request<T>(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }, readJson);
}

/** Any request; `read` takes the body of a good answer. */
export async function request<T>(path: string, init: RequestInit, read: (response: Response) => Promise<T>, patience = PATIENCE_MS): Promise<Result<T>> {
  try {
    const response = await fetch(path, { ...init, signal: AbortSignal.timeout(patience) });
    if (response.ok) return { ok: true, value: await read(response) };
    return { ok: false, code: await codeOf(response) };
  } catch {
    return { ok: false, code: 'offline' };
  }
}

/** Reads a body as JSON; an answer without one is `undefined`. */
export async function readJson<T>(response: Response): Promise<T> {
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

/** Requests in the name of somebody who is signed in, or is about to be. */
import { authorization, readJson, request as ask, type Result } from '../shared/request';

export type { Fault, Result } from '../shared/request';

export type Request = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** A staff access token. */
  readonly token?: string;
  readonly json?: unknown;
  readonly jpeg?: Blob;
};

/** Sends a request and reads its JSON answer. */
export function request<T>(what: Request): Promise<Result<T>> {
  return ask<T>(what.path, initOf(what), readJson);
}

/** Sends a request and reads its answer as bytes. */
export function requestBlob(what: Request): Promise<Result<Blob>> {
  return ask(what.path, initOf(what), (response) => response.blob());
}

function initOf({ method, token, json, jpeg }: Request): RequestInit {
  const type = json !== undefined ? 'application/json' : jpeg ? 'image/jpeg' : null;
  const headers = { ...authorization(token), ...(type ? { 'content-type': type } : {}) };
  return { method, headers, body: json === undefined ? (jpeg ?? null) : JSON.stringify(json) };
}

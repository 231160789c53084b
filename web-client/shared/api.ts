/** The whole of the HTTP interface's verbs: `request.ts` has what the customer's page needs at once. */
import { PATIENCE_MS, post, readJson, request, type Fault, type Result } from './request';

export { post, type Fault, type Result } from './request';

/** Longest wait where the answer is a whole log, which has megabytes after hours, ms. */
export const LONG_PATIENCE_MS = 120_000;

/** Faults that pass by themselves: a cut, or a server that restarts. Asking again is worth it; after a refusal it is not. */
export const PASSING: ReadonlySet<Fault> = new Set(['offline', 'internal', 'restarting', 'store_unavailable', 'too_many']);

/** Posts JSON in a person's name, and reads JSON. */
export function postAs<T>(path: string, body: unknown, bearer: string): Promise<Result<T>> {
  return post(path, body, authorization(bearer));
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

/** The header that proves who asks. */
function authorization(bearer: string | undefined): Record<string, string> {
  return bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
}

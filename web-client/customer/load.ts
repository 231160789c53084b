/**
 * The one way from the first load to the second: `call/` with media, alerts, chat and whatever else the page can begin without. It is one
 * chunk, so that a connection that breaks later finds all of it already here.
 */
import { signal } from '@preact/signals-core';
import type { CustomerSession } from './session';

export type Call = typeof import('./call/call');

/** How long to wait before the second load is asked for again, ms. */
const AGAIN_MS = 2_000;

/** The second load, once it has begun to follow the session; `null` until then, and the views do without. */
export const call = signal<Call | null>(null);

let loading: Promise<void> | null = null;

/** Loads it for the join page, which needs no session. */
export async function prepareCall(): Promise<void> {
  const part = await fetchCall().catch(() => null);
  await part?.prepare();
}

/** Loads it for a session. Where that fails it is tried again after a while, and at once with the next call of this function. */
export function loadCall(session: CustomerSession): Promise<void> {
  return (loading ??= begin(session));
}

async function begin(session: CustomerSession): Promise<void> {
  try {
    const part = await fetchCall();
    await part.begin(session);
    call.value = part;
  } catch {
    loading = null;
    setTimeout(() => loadCall(session), AGAIN_MS);
  }
}

function fetchCall(): Promise<Call> {
  return import('./call/call');
}

/** Which consent covers which source: one rule for all pages, the same as in `protocol/src/picture.rs`. Pure. */
import type { Consent, Scope, Source } from './wire/wire';

const SCOPES: Record<Source, Scope | null> = { none: null, screen: 'view_screen', camera: 'view_camera', photo: 'snapshot' };

/** What the customer must have agreed to before a source may be seen; `null` for none, which shows nothing. */
export function scopeOf(source: Source): Scope | null {
  return SCOPES[source];
}

/** Whether the customer has agreed to have this source seen. */
export function covers(consent: Consent, source: Source): boolean {
  const scope = scopeOf(source);
  return scope === null || consent[scope];
}

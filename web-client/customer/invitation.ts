/** Codes and links, as they are typed and pasted. Pure. */
import type { Invitation } from '../shared/wire/wire';

/** Digits of a code, told and typed in two groups of four. */
export const GROUP = 4;

/** The digits in what was typed or pasted, at most eight. */
export function digitsOf(typed: string): string {
  return typed.replace(/\D/g, '').slice(0, 2 * GROUP);
}

/** What the customer asks in with; `null` where the code is not complete yet. A link's token wins over typed digits. */
export function invitationOf(token: string, typed: string): Invitation | null {
  if (token !== '') return { by: 'link', token };
  const code = digitsOf(typed);
  return code.length === 2 * GROUP ? { by: 'code', code } : null;
}

/** Whether the address carries a typed code: the form was sent without its script, and the server hands the code back. */
export function isTyped(token: string): boolean {
  return /^\d{8}$/.test(token);
}

/** The token of an invite link, from the part of the address that no server sees; empty without one. */
export function tokenOf(hash: string): string {
  return hash.replace(/^#/, '');
}

/** Characters that a password has at least; the server holds the same. */
const LEAST = 10;

/** What is wrong with a new password that was typed twice. Pure. */
export function passwordFault(password: string, again: string): 'short' | 'differ' | null {
  if ([...password].length < LEAST) return 'short';
  return password === again ? null : 'differ';
}

/** The spoken code in its groups of four, as one reads it aloud. Pure. */
export function spoken(code: string): readonly string[] {
  return code.replaceAll(/\D/g, '').match(/.{1,4}/g) ?? [];
}

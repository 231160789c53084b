/** The few facts that a page needs out of a session description. Pure. */

/**
 * Whether two answers come from different peers: after a restart the server knows nothing of the old connection, and only
 * a fresh one on this side can meet it. A peer keeps its certificate and its origin line's id for life.
 */
export function isOtherPeer(before: string, now: string): boolean {
  return identity(before) !== identity(now);
}

function identity(sdp: string): string {
  const fingerprint = /^a=fingerprint:.*$/m.exec(sdp)?.[0] ?? '';
  const origin = /^o=\S+ (\S+)/m.exec(sdp)?.[1] ?? '';
  return `${origin} ${fingerprint}`.trim();
}

/** Codecs that only repair or wrap others; they stay behind whatever is chosen. */
const REPAIR = /\/(rtx|red|ulpfec|flexfec-03)$/i;

/** A browser's codecs in the server's order; those that the server doesn't name are left out. */
export function orderCodecs<C extends { readonly mimeType: string }>(codecs: readonly C[], preferred: readonly string[]): C[] {
  const wanted = preferred.map((name) => name.toLowerCase());
  const rank = (codec: C) => wanted.indexOf(codec.mimeType.toLowerCase());
  const named = codecs.filter((codec) => rank(codec) >= 0).toSorted((a, b) => rank(a) - rank(b));
  return [...named, ...codecs.filter((codec) => REPAIR.test(codec.mimeType))];
}

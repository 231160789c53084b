/** What can be told of a datagram without any key: its kind, RTP's clear header, and who sends a STUN request. */

export type Datagram =
  | { readonly kind: 'rtp'; readonly payload: number; readonly ssrc: number; readonly sequence: number }
  | { readonly kind: 'stun'; readonly fragment: string | null }
  | { readonly kind: 'rtcp' | 'dtls' | 'other' };

const STUN_COOKIE = 0x2112a442;
const STUN_USERNAME = 0x0006;

/** Sorts by the first byte (RFC 7983), and RTCP from RTP by the second (RFC 5761 §4). */
export function readDatagram(bytes: Buffer): Datagram {
  const first = bytes[0] ?? 0;
  if (first < 4 && bytes.length >= 20 && bytes.readUInt32BE(4) === STUN_COOKIE) return { kind: 'stun', fragment: sender(bytes) };
  if (first >= 20 && first <= 63) return { kind: 'dtls' };
  if (first < 128 || first > 191 || bytes.length < 12) return { kind: 'other' };
  const second = bytes[1] ?? 0;
  if (second >= 192 && second <= 223) return { kind: 'rtcp' };
  return { kind: 'rtp', payload: second & 0x7f, ssrc: bytes.readUInt32BE(8), sequence: bytes.readUInt16BE(2) };
}

/** The sender's own name in a binding request: the part of USERNAME after the colon (RFC 8445 §7.2.2). */
function sender(bytes: Buffer): string | null {
  for (let at = 20; at + 4 <= bytes.length; ) {
    const [type, length] = [bytes.readUInt16BE(at), bytes.readUInt16BE(at + 2)];
    if (type === STUN_USERNAME) return bytes.toString('utf8', at + 4, at + 4 + length).split(':')[1] ?? null;
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return null;
}

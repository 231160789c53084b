/** The one binary frame: pointer moves and points of a running stroke. 12 bytes, little-endian; `protocol/src/transient.rs`. */
import type { Point } from './geometry';
import type { Colour } from './wire/wire';

export type TransientKind = 'pointer' | 'stroke' | 'end';

export type Transient = {
  readonly kind: TransientKind;
  /** The picture epoch, modulo 16. */
  readonly epoch: number;
  readonly colour: Colour;
  /** The author's counter, modulo 65536. */
  readonly seq: number;
  /** Fractions of the encoded frame. */
  readonly at: Point;
  /** Milliseconds since the session was created, as the author reckons. */
  readonly sent_t: number;
};

const BYTES = 12;
const KINDS: readonly TransientKind[] = ['pointer', 'stroke', 'end'];
const COLOURS: readonly Colour[] = ['one', 'two', 'three'];

export function encodeTransient(frame: Transient): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(BYTES));
  view.setUint8(0, KINDS.indexOf(frame.kind) + 1);
  view.setUint8(1, (frame.epoch & 0x0f) | (COLOURS.indexOf(frame.colour) << 4));
  view.setUint16(2, frame.seq, true);
  view.setUint16(4, frame.at.x, true);
  view.setUint16(6, frame.at.y, true);
  view.setUint32(8, frame.sent_t, true);
  return view.buffer;
}

/** Reads a frame; `null` where the bytes are none. */
export function decodeTransient(bytes: ArrayBuffer): Transient | null {
  if (bytes.byteLength !== BYTES) return null;
  const view = new DataView(bytes);
  const kind = KINDS[view.getUint8(0) - 1];
  const flags = view.getUint8(1);
  const colour = COLOURS[flags >> 4];
  if (!kind || !colour) return null;
  return {
    kind,
    epoch: flags & 0x0f,
    colour,
    seq: view.getUint16(2, true),
    at: { x: view.getUint16(4, true), y: view.getUint16(6, true) },
    sent_t: view.getUint32(8, true),
  };
}

/** Whether a frame belongs to the picture that is shown now; one of another epoch would land in the wrong place. */
export function isOfEpoch(frame: Transient, epoch: number): boolean {
  return frame.epoch === (epoch & 0x0f);
}

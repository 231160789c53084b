import { expect, test } from 'vitest';
import { decodeTransient, encodeTransient, isOfEpoch, type Transient } from './binary';

const frame: Transient = { kind: 'stroke', epoch: 5, colour: 'three', seq: 0x0102, at: { x: 0x0304, y: 0xfffe }, sent_t: 0x05060708 };
const bytes = [2, 0x25, 0x02, 0x01, 0x04, 0x03, 0xfe, 0xff, 0x08, 0x07, 0x06, 0x05];

test('the frame has the bytes that the protocol crate documents', () => {
  expect([...new Uint8Array(encodeTransient(frame))]).toEqual(bytes);
  expect(decodeTransient(new Uint8Array(bytes).buffer)).toEqual(frame);
});

test('what is no frame is refused, not guessed at', () => {
  const altered = (at: number, value: number) => decodeTransient(new Uint8Array(bytes.with(at, value)).buffer);
  expect(altered(0, 0)).toBeNull();
  expect(altered(0, 4)).toBeNull();
  expect(altered(1, 0x35)).toBeNull();
  expect(decodeTransient(new ArrayBuffer(11))).toBeNull();
});

test('only the low four bits of the epoch travel', () => {
  expect(isOfEpoch(frame, 21)).toBe(true);
  expect(isOfEpoch(frame, 6)).toBe(false);
});

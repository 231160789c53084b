import { expect, test } from 'vitest';
import { decodeTransient, encodeTransient } from './binary';
import { goldens } from './wire/goldens';

const files = import.meta.glob<string>('../../protocol/tests/golden/wire/*/*.json', { query: '?raw', import: 'default', eager: true });
const transient = import.meta.glob<Transients>('../../protocol/tests/golden/transient.json', { import: 'default', eager: true });

type Transients = {
  readonly frames: readonly { readonly hex: string; readonly frame: ReturnType<typeof decodeTransient> }[];
  readonly refused: readonly { readonly hex: string; readonly why: string }[];
};

test('the goldens that the compiler checks are those that Rust reads, and all of them', () => {
  const fromRust: Record<string, Record<string, unknown>> = {};
  for (const [path, text] of Object.entries(files)) {
    const [folder = '', file = ''] = path.split('/').slice(-2);
    (fromRust[folder] ??= {})[file.replace('.json', '')] = JSON.parse(text);
  }
  expect(Object.keys(files).length).toBeGreaterThan(100);
  expect(fromRust).toEqual(goldens);
});

test('a golden is the same when the browser writes it again', () => {
  for (const text of Object.values(files)) expect(`${JSON.stringify(JSON.parse(text), null, 2)}\n`).toBe(text);
});

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)).buffer;
const hex = (frame: ArrayBuffer) => [...new Uint8Array(frame)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

test('transient frames have the same bytes as in Rust', () => {
  const { frames } = Object.values(transient)[0]!;
  expect(frames.length).toBeGreaterThan(0);
  for (const golden of frames) {
    expect(decodeTransient(bytes(golden.hex))).toEqual(golden.frame);
    expect(hex(encodeTransient(golden.frame!))).toBe(golden.hex);
  }
});

test('bytes that Rust refuses as transient frames are refused here too', () => {
  const { refused } = Object.values(transient)[0]!;
  expect(refused.length).toBeGreaterThan(0);
  for (const { hex, why } of refused) expect(decodeTransient(bytes(hex)), why).toBeNull();
});

/** The golden logs that the protocol's tests write, opened as the server opens them for a review. */
import type { Envelope } from '../../shared/wire/wire';

const FILES = import.meta.glob<string>('../../../protocol/tests/golden/logs/*.jsonl', { query: '?raw', import: 'default', eager: true });

/** Values that were kept apart, by the JSON pointer of the commitment that they belong to. */
type Personal = Record<string, { readonly value: string }>;

export function goldenLog(name: string): Envelope[] {
  const file = FILES[`../../../protocol/tests/golden/logs/${name}.jsonl`];
  if (file === undefined) throw new Error(`there is no golden log ${name}`);
  // The first line is the header.
  const entries = file.trim().split('\n').slice(1);
  return entries.map((line) => {
    const { body, personal = {} } = JSON.parse(line) as { body: Envelope; personal?: Personal };
    for (const [pointer, { value }] of Object.entries(personal)) put(body, pointer.split('/').slice(1), { clear: value });
    return body;
  });
}

function put(into: object, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  const fields = into as Record<string, unknown>;
  if (rest.length === 0) fields[name] = value;
  else put(fields[name] as object, rest, value);
}

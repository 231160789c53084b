/** An exported log, as far as the tests read it. The verification is the server's own and another one's in Python. */

export type Entry = { readonly seq: number; readonly type: string; readonly data: Record<string, unknown> };

export function readLog(text: string): Entry[] {
  const [, ...lines] = text.trimEnd().split('\n');
  return lines.map((line) => (JSON.parse(line) as { body: Entry }).body);
}

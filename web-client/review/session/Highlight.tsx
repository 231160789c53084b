/** Text in which the searched words stand out. Case and accents don't matter, as they don't to the server's search. */
export function Highlight({ text, q }: { text: string; q: string }) {
  return (
    <>
      {found(text, q).map((part, i) => (part.hit ? <mark key={i}>{part.text}</mark> : part.text))}
    </>
  );
}

export type Part = { readonly text: string; readonly hit: boolean };

/** Cuts a text at the words of a search. Pure. */
export function found(text: string, q: string): Part[] {
  const words = plain(q).split(/\s+/).filter((word) => word.length > 1);
  const [letters, plainText] = [[...text], [...text].map(plain)];
  // A letter with its accent stays one letter, so that places in the plain text are places in the text.
  if (words.length === 0 || plainText.some((letter) => lengthOf(letter) !== 1)) return [{ text, hit: false }];
  const hits = letters.map(() => false);
  const flat = plainText.join('');
  for (const word of words) {
    for (let at = flat.indexOf(word); at !== -1; at = flat.indexOf(word, at + word.length)) {
      const from = lengthOf(flat.slice(0, at));
      hits.fill(true, from, from + lengthOf(word));
    }
  }
  const parts: { text: string; hit: boolean }[] = [];
  letters.forEach((letter, i) => {
    const hit = hits[i] === true;
    const last = parts.at(-1);
    if (last?.hit === hit) last.text += letter;
    else parts.push({ text: letter, hit });
  });
  return parts;
}

/** In letters as a person counts them, not in halves of them. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{Mn}/gu, '').toLocaleLowerCase();
}

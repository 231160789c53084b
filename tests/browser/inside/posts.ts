/** Keeps the pictures that the page sends, as they leave it. */

export class Posts {
  readonly #bodies: Blob[] = [];

  install(): void {
    const original = globalThis.fetch;
    const bodies = this.#bodies;
    globalThis.fetch = (input, init) => {
      if (init?.body instanceof Blob) bodies.push(init.body);
      return original(input, init);
    };
  }

  clear(): void {
    this.#bodies.length = 0;
  }

  /** The pictures since then, a character for each byte. */
  pictures(): Promise<string[]> {
    return Promise.all(this.#bodies.map(async (body) => new TextDecoder('latin1').decode(await body.arrayBuffer())));
  }
}

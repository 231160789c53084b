/** A long list of lines, of which only those near the eye are in the page: five hours have more lines than a browser lays out at once. */
import { signal, type Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Entry } from '../model/entries';
import { EntryRow } from './EntryRow';

/** Lines that come and go together. */
const CHUNK = 50;
/** Up to so many lines all stay in the page, where the browser's own search finds them. */
const ALL = 400;
/** What one line is taken for until it was seen, px. */
const LINE_PX = 34;
/** After somebody scrolled by hand, the list leaves their place alone for so long, ms. */
const OWN_PLACE_MS = 5_000;

export type Chunk = {
  /** Its first line. */
  readonly from: number;
  readonly entries: readonly Entry[];
  /** In the page: near the eye, or holding the line that is now. */
  readonly near: Signal<boolean>;
  seen: boolean;
  held: boolean;
  /** Height while it is not, px. */
  height: number;
  /** Stays in the page whatever is seen. */
  readonly stays: boolean;
};

export class Lines {
  readonly chunks: readonly Chunk[];
  readonly #box: () => HTMLElement | null;
  #marked: Element | null = null;
  #held: Chunk | null = null;
  #frame = 0;
  #scrolled = Number.NEGATIVE_INFINITY;

  /** `box` scrolls; it is asked for when it is needed. */
  constructor(entries: readonly Entry[], box: () => HTMLElement | null) {
    const stays = entries.length <= ALL;
    this.#box = box;
    this.chunks = Array.from({ length: Math.ceil(entries.length / CHUNK) }, (_, i) => {
      const own = entries.slice(i * CHUNK, (i + 1) * CHUNK);
      return { from: i * CHUNK, entries: own, near: signal(stays), seen: stays, held: false, height: own.length * LINE_PX, stays };
    });
  }

  /** Somebody scrolls. */
  readonly byHand = (): void => {
    this.#scrolled = performance.now();
  };

  /** Says which line is now, -1 before the first, and brings it into sight. */
  mark(line: number): void {
    const chunk = this.chunks[Math.floor(Math.max(0, line) / CHUNK)];
    if (!chunk) return;
    const follow = performance.now() - this.#scrolled > OWN_PLACE_MS;
    this.#hold(chunk);
    cancelAnimationFrame(this.#frame);
    // By the next frame the chunk is in the page.
    this.#frame = requestAnimationFrame(() => {
      const row = this.#box()?.children[Math.floor(Math.max(0, line) / CHUNK)]?.children[Math.max(0, line) % CHUNK];
      this.#marked?.removeAttribute('aria-current');
      this.#marked = line < 0 ? null : (row?.firstElementChild ?? null);
      this.#marked?.setAttribute('aria-current', 'true');
      if (follow && row instanceof HTMLElement) this.#show(row);
    });
  }

  #hold(chunk: Chunk): void {
    const before = this.#held;
    if (before === chunk) return;
    this.#held = chunk;
    chunk.held = true;
    chunk.near.value = true;
    if (!before) return;
    before.held = false;
    before.near.value = before.seen || before.stays;
  }

  #show(row: HTMLElement): void {
    const box = this.#box();
    if (!box) return;
    const [view, own] = [box.getBoundingClientRect(), row.getBoundingClientRect()];
    if (own.top >= view.top + LINE_PX && own.bottom <= view.bottom - 2 * LINE_PX) return;
    box.scrollTop += own.top - view.top - view.height / 2;
  }
}

/** Some lines, or their place while nobody is near. */
export function LineChunk({ chunk }: { chunk: Chunk }) {
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element || chunk.stays) return;
    const watch = new IntersectionObserver(
      ([seen]) => {
        if (!seen) return;
        chunk.seen = seen.isIntersecting;
        const near = chunk.seen || chunk.held;
        if (!near && chunk.near.peek()) chunk.height = element.offsetHeight;
        chunk.near.value = near;
      },
      { root: element.parentElement, rootMargin: '300px' },
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, [chunk]);
  const { near } = chunk;
  return (
    <ol ref={list} start={chunk.from + 1} style={{ minHeight: near.value ? '' : `${chunk.height}px` }}>
      {near.value && chunk.entries.map((entry) => <EntryRow key={entry.event.seq} entry={entry} />)}
    </ol>
  );
}

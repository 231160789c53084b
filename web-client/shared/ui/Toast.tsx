import { signal } from '@preact/signals-core';

/** How long a toast stays, ms: two short sentences can be read twice. */
const STAY_MS = 6_000;

const shown = signal<string | null>(null);
let leave: ReturnType<typeof setTimeout> | undefined;

/** Says something that needs no answer. Answers how to take it back, for what may cease to be true before it has gone. */
export function toast(text: string): () => void {
  shown.value = text;
  clearTimeout(leave);
  const mine = setTimeout(() => {
    shown.value = null;
  }, STAY_MS);
  leave = mine;
  return () => {
    if (leave !== mine) return;
    clearTimeout(mine);
    shown.value = null;
  };
}

/** The one place where toasts appear; each page renders it once. */
export function Toasts() {
  return (
    <div role="status">
      {shown.value !== null && <p class="toast">{shown.value}</p>}
    </div>
  );
}

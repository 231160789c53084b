import { signal } from '@preact/signals-core';

/** How long a toast stays, ms: two short sentences can be read twice. */
const STAY_MS = 6_000;

const shown = signal<string | null>(null);
let leave: ReturnType<typeof setTimeout> | undefined;

/** Says something that needs no answer. */
export function toast(text: string): void {
  shown.value = text;
  clearTimeout(leave);
  leave = setTimeout(() => {
    shown.value = null;
  }, STAY_MS);
}

/** The one place where toasts appear; each page renders it once. */
export function Toasts() {
  return (
    <div role="status">
      {shown.value !== null && <p class="toast">{shown.value}</p>}
    </div>
  );
}

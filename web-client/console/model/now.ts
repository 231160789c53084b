/** The page's own clock, as something that a view can subscribe to: it ticks once a second. */
import { signal } from '@preact/signals';

/** Epoch ms, renewed each second. */
export const now = signal(Date.now());

setInterval(() => {
  now.value = Date.now();
}, 1000);

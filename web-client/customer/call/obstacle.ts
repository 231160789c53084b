/** What keeps this browser from showing anything, said on the join page while there is still time to use another. */
import { abilities } from '../abilities';
import { text } from './text';

/** Why camera, microphone and screen are missing, where they are. */
export function obstacle(): 'insecure' | 'bare' | null {
  if (abilities().camera) return null;
  return globalThis.isSecureContext ? 'bare' : 'insecure';
}

/** Shows the hint that the page's HTML has ready, where there is need for one. */
export function tellObstacle(): void {
  const missing = obstacle();
  const hint = missing && document.getElementById(missing);
  if (!hint) return;
  hint.hidden = false;
  const copy = hint.querySelector('button');
  const copied = hint.querySelector('[role=status]');
  if (!copy || !copied) return;
  // Some in-app browsers keep the clipboard to themselves; the address can still be copied by hand.
  copy.hidden = !('clipboard' in navigator);
  copy.onclick = async () => {
    await navigator.clipboard.writeText(location.href);
    copied.textContent = text.value.obstacle.copied;
  };
}

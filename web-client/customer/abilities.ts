/** What this browser can do, by looking for it. Its name is never asked: names lie. */
import type { Abilities, Scope } from '../shared/wire/wire';

/** The prompts that exist; whether the person agrees, and a device is there, shows only when it is asked for. */
export function abilities(): Abilities {
  // Some in-app browsers have no mediaDevices at all, and no page on plain HTTP has.
  const devices = navigator.mediaDevices as Partial<MediaDevices> | undefined;
  const media = typeof devices?.getUserMedia === 'function' && 'RTCPeerConnection' in globalThis;
  return { screen: media && typeof devices?.getDisplayMedia === 'function', camera: media, microphone: media };
}

/** The scopes that mean anything in this browser: what can't work here is not asked for. */
export function possibleScopes(): Scope[] {
  const can = abilities();
  return [...(can.screen ? (['view_screen'] as const) : []), ...(can.camera ? (['view_camera', 'hear'] as const) : []), 'snapshot'];
}

/** The helper's voice and the ring. Browsers allow sound only after a press, so both are opened within the first one. */
import { signal } from '@preact/signals-core';

const voice = new Audio();
voice.autoplay = true;
let context: AudioContext | null = null;

/** The browser keeps the voice off until the next press. */
export const needsTap = signal(false);

/** Opens sound. Call it within a press; what opens it lasts as long as the page. */
export function openSound(): void {
  context ??= new AudioContext();
  void context.resume();
  needsTap.value = false;
  voice.srcObject ??= new MediaStream();
  play();
}

/** Lets this stream be heard from now on, or none. */
export function listenTo(stream: MediaStream | null): void {
  voice.srcObject = stream;
  if (stream) play();
  else needsTap.value = false;
}

/** For sounds of our own; `null` before the first press. */
export function soundContext(): AudioContext | null {
  return context;
}

function play(): void {
  voice.play().catch((refusal: DOMException) => {
    // Anything else, such as a newer stream taking over, settles by itself.
    needsTap.value = refusal.name === 'NotAllowedError';
  });
}

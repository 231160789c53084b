/** Ways to be noticed by someone who looks at something else: a ring, a buzz, the title, a voice, and a screen that stays on. */
import { soundContext } from '../sound';

/** Two soft notes, rising: heard across a room, not startling at the ear. */
const NOTES = [
  { hertz: 659, at: 0 },
  { hertz: 880, at: 0.16 },
] as const;
const NOTE_SECONDS = 0.5;
const LOUDNESS = 0.18;

/** Rings and buzzes, as far as the browser can and the person's press allowed. */
export function ring(): void {
  navigator.vibrate?.([120, 60, 120]);
  const context = soundContext();
  if (context?.state !== 'running') return;
  for (const { hertz, at } of NOTES) {
    const start = context.currentTime + at;
    const tone = new OscillatorNode(context, { type: 'sine', frequency: hertz });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + NOTE_SECONDS);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + NOTE_SECONDS);
  }
}

/** Says words aloud; what was being said gives way. */
export function readAloud(words: string, language: string): void {
  speechSynthesis.cancel();
  const utterance = new SpeechSynthesisUtterance(words);
  utterance.lang = language;
  speechSynthesis.speak(utterance);
}

export function canRead(): boolean {
  return 'speechSynthesis' in globalThis && 'SpeechSynthesisUtterance' in globalThis;
}

/** Keeps the screen on while the page is looked at. Gives back what lets it sleep again. */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  const wake = async () => {
    if (document.hidden || !('wakeLock' in navigator)) return;
    // Refused on a low battery; the call goes on without.
    lock = await navigator.wakeLock.request('screen').catch(() => null);
  };
  void wake();
  document.addEventListener('visibilitychange', wake);
  return () => {
    document.removeEventListener('visibilitychange', wake);
    void lock?.release();
  };
}

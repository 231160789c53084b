/** The player's clock: where it stands after so much time has passed. Pure. */
import type { Span } from './runs';
import { upperBound } from './seek';

export const SPEEDS = [1, 1.5, 2, 4, 8] as const;
export type Speed = (typeof SPEEDS)[number];

export type Play = {
  /** ms of the session, 0..=end. */
  readonly t: number;
  readonly playing: boolean;
  readonly speed: Speed;
  /** Jump over stretches in which nothing happens. */
  readonly skipping: boolean;
};

/** The log that is played: its length, and its quiet stretches in order. */
export type Tape = { readonly end: number; readonly quiet: readonly Span[] };

/** After `elapsed` ms of the reviewer's time. Stops at the end. */
export function advance(play: Play, elapsed: number, tape: Tape): Play {
  if (!play.playing) return play;
  const reached = play.t + Math.max(0, elapsed) * play.speed;
  const t = Math.min(play.skipping ? beyondQuiet(reached, tape.quiet) : reached, tape.end);
  return { ...play, t, playing: t < tape.end };
}

/** Jumps, staying within the log. */
export function jump(play: Play, t: number, tape: Tape): Play {
  return { ...play, t: Math.min(Math.max(0, t), tape.end) };
}

/** Starts or pauses; at the end it starts over. */
export function toggle(play: Play, tape: Tape): Play {
  if (play.playing) return { ...play, playing: false };
  return { ...play, playing: tape.end > 0, t: play.t >= tape.end ? 0 : play.t };
}

/** The speed after this one; from the fastest it starts over. */
export function faster(speed: Speed): Speed {
  return SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
}

function beyondQuiet(t: number, quiet: readonly Span[]): number {
  const stretch = quiet[upperBound(quiet, (span) => span.from, t) - 1];
  return stretch && t < stretch.to ? stretch.to : t;
}

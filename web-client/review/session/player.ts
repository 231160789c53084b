/** Plays a session: the clock of `model/clock.ts` with the browser's frames, and what follows from where it stands. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { SessionView } from '../../shared/wire/wire';
import { momentOf } from '../model/address';
import { advance, jump, SPEEDS, toggle, type Play, type Speed } from '../model/clock';
import { nextMoment, previousMoment } from '../model/quiet';
import type { Reading } from '../model/reading';
import { sceneAt, type Scene } from '../model/scene';
import { upperBound } from '../model/seek';

/** While it plays, "previous" within so much of an event goes to the one before, ms: else it would land on the same for ever. */
const JUST_PASSED_MS = 1_000;
/** How long the player rests before the address tells where, ms: browsers limit how often it may change. */
const ADDRESS_MS = 400;

export class Player {
  readonly reading: Reading;
  readonly #play = signal<Play>({ t: 0, playing: false, speed: 1, skipping: false });
  readonly t: ReadonlySignal<number> = computed(() => this.#play.value.t);
  readonly playing: ReadonlySignal<boolean> = computed(() => this.#play.value.playing);
  readonly speed: ReadonlySignal<Speed> = computed(() => this.#play.value.speed);
  readonly skipping: ReadonlySignal<boolean> = computed(() => this.#play.value.skipping);
  /** Whole seconds, for what need not be drawn at every frame. */
  readonly second: ReadonlySignal<number> = computed(() => Math.floor(this.t.value / 1_000));
  readonly view: ReadonlySignal<SessionView>;
  readonly scene: ReadonlySignal<Scene>;
  /** The last entry of the transcript that has happened, -1 before the first. */
  readonly entry: ReadonlySignal<number>;
  #frame = 0;

  constructor(reading: Reading, t: number | null) {
    this.reading = reading;
    const { cache, facts, stills, entries } = reading;
    const count = computed(() => cache.countAt(this.t.value));
    this.view = computed(() => cache.viewAfter(count.value));
    let last: Scene = { name: 'nothing' };
    this.scene = computed(() => {
      const scene = sceneAt(this.view.value, this.t.value, facts, stills);
      // The same scene again keeps its identity, so that nothing is drawn anew sixty times a second.
      if (!alike(last, scene)) last = scene;
      return last;
    });
    this.entry = computed(() => upperBound(entries, (entry) => entry.t, this.t.value) - 1);
    this.seek(t ?? reading.told.began ?? 0);
  }

  /** Follows the clock and tells the address; the answer stops both. */
  start(): () => void {
    const stopAddress = effect(() => {
      const { t, playing } = this.#play.value;
      if (playing) return;
      const later = setTimeout(() => history.replaceState(history.state, '', momentOf(t)), ADDRESS_MS);
      return () => clearTimeout(later);
    });
    const stopFrames = effect(() => {
      if (!this.playing.value) return;
      let before = performance.now();
      const step = (now: number) => {
        this.#play.value = advance(this.#play.peek(), now - before, this.reading);
        before = now;
        this.#frame = requestAnimationFrame(step);
      };
      this.#frame = requestAnimationFrame(step);
      return () => cancelAnimationFrame(this.#frame);
    });
    return () => {
      stopAddress();
      stopFrames();
    };
  }

  seek(t: number): void {
    this.#play.value = jump(this.#play.peek(), t, this.reading);
  }

  skipBy(ms: number): void {
    this.seek(this.t.peek() + ms);
  }

  toggle(): void {
    this.#play.value = toggle(this.#play.peek(), this.reading);
  }

  next(): void {
    this.seek(nextMoment(this.reading.moments, this.t.peek()) ?? this.reading.end);
  }

  previous(): void {
    const { t, playing, speed } = this.#play.peek();
    this.seek(previousMoment(this.reading.moments, playing ? t - JUST_PASSED_MS * speed : t) ?? 0);
  }

  setSpeed(speed: Speed): void {
    this.#play.value = { ...this.#play.peek(), speed };
  }

  /** One speed up or down, as far as there is one. */
  changeSpeed(by: 1 | -1): void {
    const speed = SPEEDS[SPEEDS.indexOf(this.speed.peek()) + by];
    if (speed !== undefined) this.setSpeed(speed);
  }

  setSkipping(skipping: boolean): void {
    this.#play.value = { ...this.#play.peek(), skipping };
  }
}

/** Equal in every field; fields that did not change are the same objects. */
function alike(a: Scene, b: Scene): boolean {
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([key, value]) => Object.is(right.get(key), value));
}

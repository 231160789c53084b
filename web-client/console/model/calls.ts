/** The sessions that are open on this page. One of them is on screen, one has the supervisor's voice, the others are on hold. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Auth } from '../../shared/staff/auth';
import { isAdmitted, isOver } from '../../shared/state';
import { Live, type News } from './live';
import { Microphone } from './microphone';

export class Calls {
  readonly #auth: Auth;
  readonly #open = signal<ReadonlyMap<string, Live>>(new Map());
  readonly #onScreen = signal<string | null>(null);
  readonly #onAir = signal<Live | null>(null);
  #stop: readonly (() => void)[] = [];
  readonly microphone = new Microphone();
  /** Something happened in an open session. */
  onNews: (news: News | 'held_for_another', live: Live) => void = () => undefined;

  constructor(auth: Auth) {
    this.#auth = auth;
  }

  /** The session on screen, or none at the desk. */
  readonly onScreen: ReadonlySignal<Live | null> = computed(() => this.#open.value.get(this.#onScreen.value ?? '') ?? null);

  /** The session that hears the supervisor, and whose voice is heard. It stays so while they look at the desk. */
  get onAir(): ReadonlySignal<Live | null> {
    return this.#onAir;
  }

  start(): void {
    this.#stop = [effect(() => this.#followScreen()), effect(() => this.#followCall())];
  }

  /** Signs off: closes every session on this page. */
  close(): void {
    for (const stop of this.#stop) stop();
    for (const live of this.#open.peek().values()) live.close();
    this.#open.value = new Map();
    this.#onAir.value = null;
    this.microphone.close();
  }

  /** Puts a session on screen, and opens it if it isn't yet. `null` goes to the desk. */
  show(id: string | null): void {
    this.#sweep(id);
    if (id !== null && !this.#open.peek().has(id)) this.#add(id);
    this.#onScreen.value = id;
  }

  /** Opens a session anew: another tab or person has had it meanwhile. */
  reopen(id: string): void {
    this.#open.peek().get(id)?.close();
    this.#add(id);
  }

  #add(id: string): void {
    const live = new Live(id, this.#auth, this.microphone);
    live.onNews = (news, from) => this.onNews(news, from);
    this.#open.value = new Map(this.#open.peek()).set(id, live);
    live.open();
  }

  /** Forgets sessions that are over, but for the one that is asked for. */
  #sweep(keep: string | null): void {
    const left = [...this.#open.peek()].filter(([id, live]) => {
      const state = live.socket.view.peek()?.state;
      const over = live.socket.link.peek().name === 'ended' || (state !== undefined && isOver(state));
      if (over && id !== keep) live.close();
      return !over || id === keep;
    });
    if (left.length !== this.#open.peek().size) this.#open.value = new Map(left);
  }

  /** Who is on screen and in the call gets the voice. Whoever had it before is put on hold, which is what they are told. */
  #followScreen(): void {
    const live = this.onScreen.value;
    const state = live?.socket.view.value?.state;
    const before = this.#onAir.peek();
    if (!live || !state || !isAdmitted(state) || live === before) return;
    before?.handleOnAir(false);
    if (before && before.id !== live.id && before.socket.view.peek()?.state.name === 'active') {
      void before.hold(true);
      this.onNews('held_for_another', before);
    }
    live.handleOnAir(true);
    this.#onAir.value = live;
  }

  /** The microphone is open as long as somebody can hear it. */
  #followCall(): void {
    const live = this.#onAir.value;
    const state = live?.socket.view.value?.state;
    if (!live || !state) return;
    if (isAdmitted(state) && live.socket.link.value.name !== 'ended') void this.microphone.open();
    else {
      live.handleOnAir(false);
      this.#onAir.value = null;
      this.microphone.close();
    }
  }
}

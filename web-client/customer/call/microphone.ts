/** The customer's microphone: opened when they agree to be heard, silent from the press that mutes it. */
import { computed, effect, signal } from '@preact/signals-core';
import type { Peer } from '../../shared/peer';
import type { CustomerSession } from '../session';
import { inCall, type Asking } from './asking';
import { openMicrophone, type Refusal } from './devices';

export class Microphone {
  /** Why the voice that was agreed to is not there. */
  readonly fault = signal<Refusal | null>(null);
  readonly #session: CustomerSession;
  readonly #peer: Peer;
  readonly #asking: Asking;
  #track: MediaStreamTrack | null = null;
  /** It was muted here; that counts from the press on, whatever the server knows. */
  readonly #silent = signal(false);
  /** Whether it is muted, by the press if not by the server's word yet. */
  readonly isMuted = computed(() => this.#silent.value || this.#session.view.value?.customer?.muted === true);

  constructor(session: CustomerSession, peer: Peer, asking: Asking) {
    this.#session = session;
    this.#peer = peer;
    this.#asking = asking;
    effect(() => {
      const muted = this.isMuted.value;
      if (this.#track) this.#track.enabled = !muted;
    });
  }

  /** Opens it. Says whether there is one. */
  async open(): Promise<boolean> {
    await this.#hush();
    const track = await this.#asking.device(openMicrophone, this.fault);
    if (!track) {
      await this.#sayMuted();
      return false;
    }
    if (!(await this.#asking.grant('hear'))) {
      track.stop();
      return false;
    }
    this.#track?.stop();
    this.#track = track;
    track.enabled = !this.isMuted.peek();
    // Unplugged, or taken by a phone call.
    track.onended = () => {
      this.fault.value = 'missing';
      void this.#hush();
      void this.#sayMuted();
    };
    await this.#peer.setAudio(track);
    return true;
  }

  /** Silences the microphone at once, or opens it. A page without one, as after a reload, asks for it again. */
  async mute(muted: boolean): Promise<void> {
    this.#silent.value = muted;
    if (this.#track || muted || (await this.open())) await this.#session.do({ do: 'mute', muted });
  }

  /** Gives it back to the phone, and forgets why there was none. */
  async close(): Promise<void> {
    this.fault.value = null;
    await this.#hush();
  }

  /** Gives the microphone back to the phone. */
  async #hush(): Promise<void> {
    this.#track?.stop();
    this.#track = null;
    await this.#peer.setAudio(null);
  }

  /** Says that nothing can be heard, where the session believes otherwise. */
  async #sayMuted(): Promise<void> {
    await inCall(this.#session);
    const view = this.#session.view.peek();
    if (view?.consent.hear && view.customer?.muted === false) await this.#asking.tell({ do: 'mute', muted: true });
  }
}

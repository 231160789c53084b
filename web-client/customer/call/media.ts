/** What the customer shows and says: one picture at a time, one microphone, over one peer connection. */
import { computed, effect, signal, type Signal } from '@preact/signals-core';
import { scopeOf } from '../../shared/consent';
import { Offers } from '../../shared/offers';
import { Peer } from '../../shared/peer';
import { isInCall } from '../../shared/state';
import type { CustomerCommand, FrameSize, Scope, ServerMessage, Source } from '../../shared/wire/wire';
import type { CustomerSession } from '../session';
import { fromClipboard, fromFile, fromVideo } from './capture';
import { openCamera, openMicrophone, openScreen, type Refusal } from './devices';
import type { Stills } from './stills';

/** Why something is not shown. */
export type Fault = Refusal | 'no_photo' | 'no_copy' | 'not_stored';
/** What the page waits for: the person's answer to the browser, or a picture on its way. */
export type Busy = 'asking' | 'sending';

/** What is shown from this page just now, as this page sees it. */
export type Shown =
  | { readonly kind: 'none' }
  | { readonly kind: 'live'; readonly source: 'screen' | 'camera'; readonly track: MediaStreamTrack; readonly video: HTMLVideoElement }
  | { readonly kind: 'photo'; readonly still: string };

export class Media {
  readonly shown = signal<Shown>({ kind: 'none' });
  readonly busy = signal<Busy | null>(null);
  readonly fault = signal<Fault | null>(null);
  /** Why the voice that was agreed to is not there. */
  readonly micFault = signal<Refusal | null>(null);
  /** The server hears the page, but not its picture and voice, for long enough to say so. */
  readonly isStalled = signal(false);
  readonly peer: Peer;
  readonly #session: CustomerSession;
  readonly #stills: Stills;
  readonly #offers: Offers;
  /** This page has carried out the consent page's answer, so what the session knows of is this page's own. */
  asked = false;
  /** The microphone was muted here; it counts from the press on, whatever the server knows. */
  readonly #silent = signal(false);
  readonly isMuted = computed(() => this.#silent.value || this.#session.view.value?.customer?.muted === true);
  #closed = false;
  #choice = 0;
  /** Every track that the browser gave, so that none stays open whatever it waits for: a server that is out of reach answers nothing. */
  readonly #given = new Set<MediaStreamTrack>();
  #mic: MediaStreamTrack | null = null;
  #facing: 'environment' | 'user' = 'environment';

  constructor(session: CustomerSession, stills: Stills) {
    this.#session = session;
    this.#stills = stills;
    const { socket } = session;
    const offers = (this.#offers = new Offers(socket));
    this.peer = new Peer({
      role: 'customer',
      // Known from the first welcome on, which this may be made before.
      get codecs() {
        return socket.welcome?.codecs ?? [];
      },
      offer: (sdp) => offers.offer(sdp),
      onQuality: (quality) => void socket.sendNow({ type: 'quality', quality }),
    });
    // What takes away acts first: behind the curtain the camera's own pixels are black before anyone is told.
    effect(() => {
      const shown = this.shown.value;
      if (shown.kind === 'live') shown.track.enabled = !session.isHidden.value;
    });
    effect(() => {
      const muted = this.isMuted.value;
      if (this.#mic) this.#mic.enabled = !muted;
    });
  }

  /** Carries out what was agreed to on the consent page. Call it within the press: browsers ask only then. */
  async ask(scopes: readonly Scope[]): Promise<void> {
    this.asked = true;
    if (scopes.includes('view_screen')) await this.show('screen');
    else if (scopes.includes('view_camera')) await this.show('camera');
    if (scopes.includes('hear')) await this.speak();
  }

  /** Shows screen or camera from now on. Says whether it came to that, or to something that was chosen after it. */
  async show(source: 'screen' | 'camera'): Promise<boolean> {
    const isLast = this.#choose();
    const opened = await this.#ask(() => (source === 'screen' ? openScreen() : openCamera(this.#facing)), this.fault);
    if (!opened) return false;
    const video = await play(opened);
    opened.onended = () => void this.showNothing();
    const isShown = isLast() && (await this.#replace(source, sizeOf(video), null));
    if (!isShown || !isLast()) {
      opened.onended = null;
      opened.stop();
      return !isLast();
    }
    this.shown.value = { kind: 'live', source, track: opened, video };
    await this.peer.setVideo(opened);
    // The phone was turned, or the window that is shown was resized: the picture is another one from here on.
    video.onresize = () => void this.#tell({ do: 'source', source, size: sizeOf(video), still: null });
    return true;
  }

  /** Shows the camera on the other side of the phone. */
  async turnCamera(): Promise<void> {
    this.#turn();
    this.#release(); // most phones open one camera at a time
    if (await this.show('camera')) return;
    this.#turn();
    await this.showNothing();
  }

  /** Shows a picture that the customer picked, pasted or took. */
  async showPhoto(file: Blob): Promise<void> {
    const isLast = this.#choose();
    this.fault.value = null;
    this.busy.value = 'sending';
    this.fault.value = await this.#sendPhoto(file, isLast);
    this.busy.value = null;
  }

  /** Shows the picture that the customer has copied. */
  async pastePhoto(): Promise<void> {
    const copied = await fromClipboard();
    if (copied) await this.showPhoto(copied);
    else this.fault.value = 'no_copy';
  }

  async showNothing(): Promise<void> {
    this.#choose();
    await this.#replace('none', null, null);
  }

  /** Gives the voice. Says whether there is one. */
  async speak(): Promise<boolean> {
    await this.#hush();
    const mic = await this.#ask(openMicrophone, this.micFault);
    if (!mic) {
      await this.#sayMuted();
      return false;
    }
    if (!(await this.#grant('hear'))) {
      mic.stop();
      return false;
    }
    this.#mic?.stop();
    this.#mic = mic;
    mic.enabled = !this.isMuted.peek();
    // Unplugged, or taken by a phone call.
    mic.onended = () => {
      this.micFault.value = 'missing';
      void this.#hush();
      void this.#sayMuted();
    };
    await this.peer.setAudio(mic);
    return true;
  }

  /** Silences the microphone at once, or opens it. A page without one, as after a reload, asks for it again. */
  async mute(muted: boolean): Promise<void> {
    this.#silent.value = muted;
    if (this.#mic || muted || (await this.speak())) await this.#session.do({ do: 'mute', muted });
  }

  /** Agrees to one thing more. The voice is opened with it; a picture is shown only when it is chosen. */
  async allow(scope: Scope): Promise<void> {
    if (scope !== 'hear') await this.#grant(scope);
    // One that was silenced before is meant to be heard now.
    else if ((await this.speak()) && this.isMuted.peek()) await this.mute(false);
  }

  /** Takes a scope back, and what was shown by it. */
  async revoke(scope: Scope): Promise<void> {
    if (scope === 'hear') {
      this.micFault.value = null;
      await this.#hush();
    }
    // A photo that was shown before a reload is the session's alone.
    const source = this.#session.view.peek()?.picture.source;
    if (source && scopeOf(source) === scope) await this.showNothing();
    await this.#session.do({ do: 'revoke', scope });
  }

  /** Takes what the server asks of the picture, and its answers to offers. */
  handleMessage(message: ServerMessage): void {
    this.#offers.handleMessage(message);
    if (message.type === 'snapshot_wanted') void this.#snapshot(message.still);
  }

  /** Lets go of everything, also of what the browser is only asking for now. */
  close(): void {
    this.#closed = true;
    this.#release();
    void this.#hush();
    for (const track of this.#given) track.stop();
    this.peer.close();
  }

  /** Runs a question of the browser's to the person; a refusal becomes the `fault`. */
  async #ask(open: () => Promise<MediaStreamTrack | Refusal>, fault: Signal<Fault | null> | Signal<Refusal | null>): Promise<MediaStreamTrack | null> {
    fault.value = null;
    this.busy.value = 'asking';
    const opened = await open();
    this.busy.value = null;
    if (typeof opened === 'string') {
      fault.value = opened;
      return null;
    }
    this.#given.add(opened);
    return opened;
  }

  /** Notes a choice of what to show. An earlier one that comes late leaves the picture to the last; the result says which it is. */
  #choose(): () => boolean {
    const choice = ++this.#choice;
    return () => choice === this.#choice;
  }

  async #sendPhoto(file: Blob, isLast: () => boolean): Promise<Fault | null> {
    const still = await fromFile(file);
    if (!still) return 'no_photo';
    const id = (await this.#grant('snapshot')) ? await this.#stills.post(still, 'photo') : null;
    if (!isLast()) return null;
    if (id === null || !(await this.#replace('photo', { ...still.size, rotation: 0 }, id))) return 'not_stored';
    this.shown.value = { kind: 'photo', still: id };
    return null;
  }

  /** Sends the picture at full size under an id that the server gave. */
  async #snapshot(id: string): Promise<void> {
    const shown = this.shown.peek();
    if (shown.kind !== 'live' || this.#session.isHidden.peek()) return;
    const still = await fromVideo(shown.video);
    if (still) await this.#stills.post(still, 'snapshot', id);
  }

  /** Gives the microphone back to the phone. */
  async #hush(): Promise<void> {
    this.#mic?.stop();
    this.#mic = null;
    await this.peer.setAudio(null);
  }

  /** Says that nothing can be heard, where the session believes otherwise. */
  async #sayMuted(): Promise<void> {
    await inCall(this.#session);
    const view = this.#session.view.peek();
    if (view?.consent.hear && view.customer?.muted === false) await this.#tell({ do: 'mute', muted: true });
  }

  #turn(): void {
    this.#facing = this.#facing === 'environment' ? 'user' : 'environment';
  }

  /** Takes the old picture away, has the log say what comes next, and only then lets it come. */
  async #replace(source: Source, size: FrameSize | null, still: string | null): Promise<boolean> {
    await this.peer.setVideo(null);
    this.#release();
    const scope = scopeOf(source);
    if (scope && !(await this.#grant(scope))) return false;
    return this.#tell({ do: 'source', source, size, still });
  }

  async #grant(scope: Scope): Promise<boolean> {
    await inCall(this.#session);
    if (this.#closed) return false;
    if (this.#session.view.peek()?.consent[scope]) return true;
    return this.#tell({ do: 'grant', scope });
  }

  async #tell(command: CustomerCommand): Promise<boolean> {
    const { ok } = await this.#session.do(command);
    return ok && !this.#closed;
  }

  #release(): void {
    const shown = this.shown.peek();
    if (shown.kind === 'live') {
      shown.track.onended = shown.video.onresize = null;
      shown.track.stop();
      shown.video.srcObject = null;
    }
    this.shown.value = { kind: 'none' };
  }
}

/** Resolves once the help has begun, or can't any more. */
function inCall(session: CustomerSession): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      const state = session.view.value?.state;
      if (!(state && isInCall(state)) && !session.isDone.value) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}

/** Plays a track in an element of its own, which the stage then shows; resolves at the first frame's size. */
async function play(track: MediaStreamTrack): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  await video.play();
  return video;
}

function sizeOf(video: HTMLVideoElement): FrameSize {
  return { width: video.videoWidth, height: video.videoHeight, rotation: 0 };
}

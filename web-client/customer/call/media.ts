/** What the customer shows and says: one picture at a time, and the microphone of `microphone.ts`, over one peer connection. */
import { effect, signal, type ReadonlySignal } from '@preact/signals-core';
import { scopeOf } from '../../shared/consent';
import { Offers } from '../../shared/offers';
import { Peer } from '../../shared/peer';
import type { FrameSize, Scope, ServerMessage, Source } from '../../shared/wire/wire';
import type { CustomerSession } from '../session';
import { Asking, type Busy } from './asking';
import { fromClipboard, fromFile, fromVideo } from './capture';
import { openCamera, openScreen, type Refusal } from './devices';
import { Microphone } from './microphone';
import type { Stills } from './stills';

/** Why something is not shown. */
export type Fault = Refusal | 'no_photo' | 'no_copy' | 'not_stored';

/** What is shown from this page just now, as this page sees it. */
export type Shown =
  | { readonly kind: 'none' }
  | { readonly kind: 'live'; readonly source: 'screen' | 'camera'; readonly track: MediaStreamTrack; readonly video: HTMLVideoElement }
  | { readonly kind: 'photo'; readonly still: string };

export class Media {
  readonly shown = signal<Shown>({ kind: 'none' });
  readonly fault = signal<Fault | null>(null);
  /** The server hears the page, but not its picture and voice, for long enough to say so. */
  readonly isStalled = signal(false);
  readonly peer: Peer;
  readonly microphone: Microphone;
  readonly #session: CustomerSession;
  readonly #stills: Stills;
  readonly #offers: Offers;
  readonly #asking: Asking;
  /** This page has carried out the consent page's answer, so what the session knows of is this page's own. */
  asked = false;
  #choice = 0;
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
    this.#asking = new Asking(session);
    this.microphone = new Microphone(session, this.peer, this.#asking);
    // What takes away acts first: behind the curtain the camera's own pixels are black before anyone is told.
    effect(() => {
      const shown = this.shown.value;
      if (shown.kind === 'live') shown.track.enabled = !session.isHidden.value;
    });
  }

  /** What the page waits for. */
  get busy(): ReadonlySignal<Busy | null> {
    return this.#asking.busy;
  }

  /** Carries out what was agreed to on the consent page. Call it within the press: browsers ask only then. */
  async ask(scopes: readonly Scope[]): Promise<void> {
    this.asked = true;
    if (scopes.includes('view_screen')) await this.show('screen');
    else if (scopes.includes('view_camera')) await this.show('camera');
    if (scopes.includes('hear')) await this.microphone.open();
  }

  /** Shows screen or camera from now on. Says whether it came to that, or to something that was chosen after it. */
  async show(source: 'screen' | 'camera'): Promise<boolean> {
    const isLast = this.#choose();
    const opened = await this.#asking.device(() => (source === 'screen' ? openScreen() : openCamera(this.#facing)), this.fault);
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
    video.onresize = () => void this.#asking.tell({ do: 'source', source, size: sizeOf(video), still: null });
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
    this.#asking.busy.value = 'sending';
    this.fault.value = await this.#sendPhoto(file, isLast);
    this.#asking.busy.value = null;
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

  /** Agrees to one thing more. The voice is opened with it; a picture is shown only when it is chosen. */
  async allow(scope: Scope): Promise<void> {
    if (scope !== 'hear') await this.#asking.grant(scope);
    // One that was silenced before is meant to be heard now.
    else if ((await this.microphone.open()) && this.microphone.isMuted.peek()) await this.microphone.mute(false);
  }

  /** Takes a scope back, and what was shown by it. */
  async revoke(scope: Scope): Promise<void> {
    if (scope === 'hear') await this.microphone.close();
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
    this.#release();
    void this.microphone.close();
    this.#asking.close();
    this.peer.close();
  }

  /** Notes a choice of what to show. An earlier one that comes late leaves the picture to the last; the result says which it is. */
  #choose(): () => boolean {
    const choice = ++this.#choice;
    return () => choice === this.#choice;
  }

  async #sendPhoto(file: Blob, isLast: () => boolean): Promise<Fault | null> {
    const still = await fromFile(file);
    if (!still) return 'no_photo';
    const id = (await this.#asking.grant('snapshot')) ? await this.#stills.post(still, 'photo') : null;
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

  #turn(): void {
    this.#facing = this.#facing === 'environment' ? 'user' : 'environment';
  }

  /** Takes the old picture away, has the log say what comes next, and only then lets it come. */
  async #replace(source: Source, size: FrameSize | null, still: string | null): Promise<boolean> {
    await this.peer.setVideo(null);
    this.#release();
    const scope = scopeOf(source);
    if (scope && !(await this.#asking.grant(scope))) return false;
    return this.#asking.tell({ do: 'source', source, size, still });
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

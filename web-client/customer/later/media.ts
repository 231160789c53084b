/** What the customer shows and says: one picture at a time, one microphone, over one peer connection. */
import { effect, signal } from '@preact/signals-core';
import { Peer } from '../../shared/peer';
import type { CustomerCommand, FrameSize, Scope, Source } from '../../shared/wire/wire';
import type { CustomerSession } from '../session';
import { fromFile, fromVideo } from './capture';
import { openCamera, openMicrophone, openScreen, type Refusal } from './devices';
import type { Stills } from './stills';

/** Why something is not shown. */
export type Fault = Refusal | 'no_photo' | 'not_stored';

/** What is shown from this page just now, as this page sees it. */
export type Shown =
  | { readonly kind: 'none' }
  | { readonly kind: 'live'; readonly source: 'screen' | 'camera'; readonly track: MediaStreamTrack; readonly video: HTMLVideoElement }
  | { readonly kind: 'photo'; readonly still: string };

const SCOPES = { screen: 'view_screen', camera: 'view_camera', photo: 'snapshot' } as const;

export class Media {
  readonly shown = signal<Shown>({ kind: 'none' });
  /** The browser is asking the person something. */
  readonly asking = signal(false);
  readonly fault = signal<Fault | null>(null);
  readonly peer: Peer;
  readonly #session: CustomerSession;
  readonly #stills: Stills;
  /** This page has carried out the consent page's answer, so what the session knows of is this page's own. */
  asked = false;
  #mic: MediaStreamTrack | null = null;
  #facing: 'environment' | 'user' = 'environment';

  constructor(session: CustomerSession, stills: Stills) {
    this.#session = session;
    this.#stills = stills;
    this.peer = new Peer({
      role: 'customer',
      codecs: session.socket.welcome?.codecs ?? [],
      offer: (sdp) => session.socket.offer(sdp),
      onQuality: (quality) => session.socket.quality(quality),
    });
    // What takes away acts first: behind the curtain the camera's own pixels are black before anyone is told.
    effect(() => {
      const shown = this.shown.value;
      if (shown.kind === 'live') shown.track.enabled = !session.isHidden.value;
    });
    effect(() => {
      const muted = session.view.value?.customer?.muted === true;
      if (this.#mic) this.#mic.enabled = !muted;
    });
  }

  /** Carries out what was agreed to on the consent page. Call it within the press: browsers ask only then. */
  async ask(scopes: readonly Scope[]): Promise<void> {
    this.asked = true;
    if (scopes.includes('view_screen')) await this.show('screen');
    else if (scopes.includes('view_camera')) await this.show('camera');
    if (scopes.includes('hear')) await this.speak(true);
  }

  /** Shows screen or camera from now on. */
  async show(source: 'screen' | 'camera'): Promise<void> {
    const opened = await this.#ask(() => (source === 'screen' ? openScreen() : openCamera(this.#facing)));
    if (!opened) return;
    const video = await play(opened);
    opened.onended = () => void this.showNothing();
    const isShown = await this.#replace(source, sizeOf(video), null);
    if (!isShown) return opened.stop();
    this.shown.value = { kind: 'live', source, track: opened, video };
    await this.peer.setVideo(opened);
    // The phone was turned, or the window that is shown was resized: the picture is another one from here on.
    video.onresize = () => void this.#tell({ do: 'source', source, size: sizeOf(video), still: null });
  }

  /** Shows the camera on the other side of the phone. */
  async turnCamera(): Promise<void> {
    this.#facing = this.#facing === 'environment' ? 'user' : 'environment';
    this.#release(); // most phones open one camera at a time
    await this.show('camera');
  }

  /** Shows a picture that the customer picked, pasted or took. */
  async showPhoto(file: Blob): Promise<void> {
    this.fault.value = null;
    const still = await fromFile(file);
    if (!still) {
      this.fault.value = 'no_photo';
      return;
    }
    const isAllowed = await this.#grant('snapshot');
    const id = isAllowed ? await this.#stills.post(still, 'photo') : null;
    const isShown = id !== null && (await this.#replace('photo', { ...still.size, rotation: 0 }, id));
    if (isShown) this.shown.value = { kind: 'photo', still: id };
    else this.fault.value = 'not_stored';
  }

  async showNothing(): Promise<void> {
    await this.#replace('none', null, null);
  }

  /** Gives the voice, or takes it back. */
  async speak(on: boolean): Promise<void> {
    this.#mic?.stop();
    this.#mic = null;
    await this.peer.setAudio(null);
    if (!on) {
      await this.#session.do({ do: 'revoke', scope: 'hear' });
      return;
    }
    const mic = await this.#ask(openMicrophone);
    if (!mic || !(await this.#grant('hear'))) return mic?.stop();
    this.#mic = mic;
    mic.enabled = this.#session.view.peek()?.customer?.muted !== true;
    await this.peer.setAudio(mic);
  }

  /** Silences the microphone at once, or opens it. A page that lost its microphone in a reload asks for it again. */
  async mute(muted: boolean): Promise<void> {
    if (this.#mic && muted) this.#mic.enabled = false;
    if (!this.#mic && !muted) await this.speak(true);
    await this.#session.do({ do: 'mute', muted });
  }

  /** Agrees to one thing more. The voice is opened with it; a picture is shown only when it is chosen. */
  async allow(scope: Scope): Promise<void> {
    if (scope === 'hear') await this.speak(true);
    else await this.#grant(scope);
  }

  /** Takes a scope back, and what was shown by it. */
  async revoke(scope: Scope): Promise<void> {
    if (scope === 'hear') return this.speak(false);
    const shown = this.shown.peek();
    const source = shown.kind === 'live' ? shown.source : shown.kind;
    if (source !== 'none' && SCOPES[source] === scope) await this.showNothing();
    await this.#session.do({ do: 'revoke', scope });
  }

  /** Sends the picture at full size under an id that the server gave. */
  async snapshot(id: string): Promise<void> {
    const shown = this.shown.peek();
    if (shown.kind !== 'live' || this.#session.isHidden.peek()) return;
    const still = await fromVideo(shown.video);
    if (still) await this.#stills.post(still, 'snapshot', id);
  }

  close(): void {
    this.#release();
    this.#mic?.stop();
    this.#mic = null;
    this.peer.close();
  }

  /** Runs a question of the browser's to the person. */
  async #ask(open: () => Promise<MediaStreamTrack | Refusal>): Promise<MediaStreamTrack | null> {
    this.fault.value = null;
    this.asking.value = true;
    const opened = await open();
    this.asking.value = false;
    if (typeof opened !== 'string') return opened;
    this.fault.value = opened;
    return null;
  }

  /** Takes the old picture away, has the log say what comes next, and only then lets it come. */
  async #replace(source: Source, size: FrameSize | null, still: string | null): Promise<boolean> {
    await this.peer.setVideo(null);
    this.#release();
    if (source !== 'none' && !(await this.#grant(SCOPES[source]))) return false;
    return this.#tell({ do: 'source', source, size, still });
  }

  async #grant(scope: Scope): Promise<boolean> {
    await this.#session.inCall();
    if (this.#session.view.peek()?.consent[scope]) return true;
    return this.#tell({ do: 'grant', scope });
  }

  async #tell(command: CustomerCommand): Promise<boolean> {
    return (await this.#session.do(command)).ok;
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

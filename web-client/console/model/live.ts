/** One open session: its socket, its media, and the parts of the console that work on it. Views subscribe to it. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Size } from '../../shared/geometry';
import { Offers } from '../../shared/offers';
import { Peer } from '../../shared/peer';
import { SessionSocket, type Outcome, type Welcome } from '../../shared/socket';
import type { Auth } from '../../shared/staff/auth';
import { isAdmitted, isPastCall } from '../../shared/state';
import type { Disposition, Envelope, Quality, ServerMessage, SessionView, SupervisorCommand } from '../../shared/wire/wire';
import { isCutOff } from './away';
import { Capture } from './capture/capture';
import { Stills } from './capture/stills';
import type { Context, Socket } from './context';
import type { Microphone } from './microphone';
import { Outbox } from './outbox';
import { Refusals, type Place } from './refusals';
import { whyAtRest, whyNoCapture } from './rules';
import { Tools } from './tools/tools';

/** What the page should say once, without being asked. */
export type News = 'asking' | 'step_done' | 'step_stuck' | 'snapshot_kept' | 'snapshot_missed';

/** A measure of the other side comes each second; one that is older than this, ms, says nothing of now. */
const FRESH_MS = 4_000;

export class Live {
  readonly id: string;
  readonly socket: Socket;
  readonly refusals = new Refusals();
  readonly frame = signal<Size | null>(null);
  readonly stills: Stills;
  readonly capture: Capture;
  readonly tools: Tools;
  readonly steps: Outbox;
  readonly chat: Outbox;
  readonly #microphone: Microphone;
  readonly #offers: Offers;
  readonly #peer = signal<Peer | null>(null);
  readonly #theirs = signal<Quality | null>(null);
  #theirsFades: ReturnType<typeof setTimeout> | undefined;
  readonly #freezing = signal(false);
  /** Wants silence, before the server knows. */
  readonly #silent = signal(false);
  readonly #onAir = signal(false);
  /** Told by the welcome; `null` before the first. */
  readonly #codecs = signal<readonly string[] | null>(null);
  #stop: readonly (() => void)[] = [];
  /** Something happened that is worth a word. */
  onNews: (news: News, live: Live) => void = () => undefined;

  constructor(id: string, auth: Auth, microphone: Microphone) {
    this.id = id;
    this.#microphone = microphone;
    this.socket = new SessionSocket<SupervisorCommand, SessionView>({
      path: `/ws/session/${id}`,
      token: () => auth.token,
      onTokenRefused: () => void auth.renew(),
      onWelcome: (welcome) => this.#handleWelcome(welcome),
      onMessage: (message) => this.#handleMessage(message),
      onEvents: (events) => this.#handleEvents(events),
    });
    this.#offers = new Offers(this.socket);
    const context: Context = { socket: this.socket, refusals: this.refusals, frame: this.frame };
    this.stills = new Stills(id, auth);
    this.capture = new Capture(id, auth, this.stills, () => this.socket.view.peek());
    this.tools = new Tools(context);
    this.tools.onMark = () => this.capture.handleMark();
    this.steps = new Outbox(context, 'steps');
    this.chat = new Outbox(context, 'chat');
  }

  get remote(): ReadonlySignal<MediaStream | null> {
    return this.#remote;
  }

  /** How this page's connection does. */
  get ours(): ReadonlySignal<Quality | null> {
    return this.#ours;
  }

  /** How the customer's connection does; `null` while nothing is known of it. */
  get theirs(): ReadonlySignal<Quality | null> {
    return this.#theirs;
  }

  /** A still for the freeze is on its way. */
  get freezing(): ReadonlySignal<boolean> {
    return this.#freezing;
  }

  /** Muted, whether the server knows yet or not. */
  readonly muted: ReadonlySignal<boolean> = computed(() => this.#silent.value || (this.socket.view.value?.supervisor?.muted ?? false));
  readonly #remote = computed(() => this.#peer.value?.remote.value ?? null);
  readonly #ours = computed(() => this.#peer.value?.quality.value ?? null);

  open(): void {
    this.socket.open();
    this.capture.start();
    this.#stop = [effect(() => this.#connectMedia()), effect(() => this.#sendVoice())];
  }

  close(): void {
    for (const stop of this.#stop) stop();
    clearTimeout(this.#theirsFades);
    this.capture.dispose();
    this.#peer.peek()?.close();
    this.#peer.value = null;
    this.socket.close();
    this.stills.dispose();
  }

  /** Whether this session is the one that hears the supervisor: of several only one does. */
  handleOnAir(onAir: boolean): void {
    this.#onAir.value = onAir;
  }

  admit(): Promise<boolean> {
    return this.#do('door', { do: 'admit' });
  }

  turnAway(): Promise<boolean> {
    return this.#do('door', { do: 'turn_away' });
  }

  cancel(): Promise<boolean> {
    return this.#do('door', { do: 'cancel' });
  }

  hold(held: boolean): Promise<boolean> {
    return this.#do('call', { do: held ? 'hold' : 'unhold' });
  }

  /** Mutes at once, whatever the server says; opening waits for its word in the log. */
  async mute(muted: boolean): Promise<void> {
    this.#silent.value = muted;
    await this.#do('voice', { do: 'mute', muted });
    this.#silent.value = false;
  }

  end(): Promise<boolean> {
    return this.#do('call', { do: 'end' });
  }

  dispose(disposition: Disposition, note: string | null): Promise<boolean> {
    return this.#do('call', { do: 'dispose', disposition, note });
  }

  /** Freezes the picture that is shown here, or goes back to the live one. Does nothing while the tools rest, which say why. */
  async toggleFreeze(): Promise<void> {
    const view = this.socket.view.peek();
    if (!view || this.#freezing.peek() || whyAtRest(view, isCutOff(this))) return;
    if (view.picture.frozen) return void this.#do('picture', { do: 'unfreeze' });
    this.#freezing.value = true;
    const captured = await this.capture.freeze();
    if (captured.ok) await this.showStill(captured.still);
    else this.refusals.handle('picture', captured);
    this.#freezing.value = false;
  }

  /** Freezes both pages at a picture that is kept. */
  showStill(still: string): Promise<boolean> {
    return this.#do('picture', { do: 'freeze', still });
  }

  snapshot(): Promise<boolean> {
    const view = this.socket.view.peek();
    if (!view || whyAtRest(view, isCutOff(this))) return Promise.resolve(false);
    const code = whyNoCapture(view);
    if (code) this.refusals.handle('picture', { ok: false, code });
    return code ? Promise.resolve(false) : this.#do('picture', { do: 'want_snapshot' });
  }

  /** Sends a step. A frozen picture belongs to it; a moving one is kept beside it for the log. */
  sendStep(text: string, hint: string | null): Promise<boolean> {
    this.capture.handleStep();
    return this.steps.send(text, { do: 'send_step', text, hint, still: this.socket.view.peek()?.picture.frozen ?? null });
  }

  stepDone(step: string): Promise<boolean> {
    return this.#do('steps', { do: 'step_done', step });
  }

  withdrawStep(step: string): Promise<boolean> {
    return this.#do('steps', { do: 'withdraw_step', step });
  }

  say(text: string): Promise<boolean> {
    return this.chat.send(text, { do: 'say', text });
  }

  async #do(place: Place, command: SupervisorCommand): Promise<boolean> {
    const outcome: Outcome = await this.socket.do(command);
    this.refusals.handle(place, outcome);
    return outcome.ok;
  }

  /** Media is wanted from the consent page to the end of the call. */
  #connectMedia(): void {
    const state = this.socket.view.value?.state;
    const ended = this.socket.link.value.name === 'ended';
    const peer = this.#peer.peek();
    const codecs = this.#codecs.value;
    if (!peer && codecs && state && isAdmitted(state) && !ended) this.#peer.value = this.#newPeer(codecs);
    else if (peer && (ended || (state && isPastCall(state)))) {
      peer.close();
      this.#peer.value = null;
    }
  }

  #newPeer(codecs: readonly string[]): Peer {
    const peer = new Peer({
      role: 'supervisor',
      codecs,
      offer: (sdp) => this.#offers.offer(sdp),
      onQuality: (quality) => void this.socket.sendNow({ type: 'quality', quality }),
    });
    peer.start();
    return peer;
  }

  #sendVoice(): void {
    const state = this.#microphone.state.value;
    const peer = this.#peer.value;
    const held = this.socket.view.value?.state.name === 'held';
    const track = state.name === 'on' && this.#onAir.value && !this.muted.value && !held ? state.track : null;
    void peer?.setAudio(track);
  }

  #handleWelcome(welcome: Welcome): void {
    this.#peer.peek()?.handleWelcome();
    this.#codecs.value ??= welcome.codecs;
  }

  #handleMessage(message: ServerMessage): void {
    this.#offers.handleMessage(message);
    if (message.type !== 'quality' || message.participant !== this.socket.view.peek()?.customer?.participant) return;
    this.#theirs.value = message.quality;
    clearTimeout(this.#theirsFades);
    this.#theirsFades = setTimeout(() => {
      this.#theirs.value = null;
    }, FRESH_MS);
  }

  #handleEvents(events: readonly Envelope[]): void {
    for (const part of [this.tools, this.steps, this.chat]) part.handleEvents(events);
    for (const event of events) {
      const news = newsOf(event);
      if (news) this.onNews(news, this);
    }
  }
}

function newsOf(event: Envelope): News | null {
  const theirs = event.actor.role === 'customer';
  switch (event.type) {
    case 'session.asking':
      return 'asking';
    case 'step.done':
      return theirs ? 'step_done' : null;
    case 'step.stuck':
      return 'step_stuck';
    case 'media.snapshot_missed':
      return 'snapshot_missed';
    case 'media.still':
      return event.data.still.reason === 'snapshot' ? 'snapshot_kept' : null;
    default:
      return null;
  }
}

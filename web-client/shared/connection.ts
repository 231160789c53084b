/**
 * A WebSocket that comes back: it authenticates with its first message, notices silence, and after a cut tries again with
 * a jittered back-off until it is told that there is nothing to come back to.
 */
import { signal, type ReadonlySignal } from '@preact/signals-core';

export type Link<End> =
  /** The first try goes on. */
  | { readonly name: 'connecting' }
  /** The server has welcomed the page. */
  | { readonly name: 'open' }
  /** Cut off and trying again; the server was last heard at `since` (epoch ms); `planned` when the server said that it restarts. */
  | { readonly name: 'away'; readonly since: number; readonly planned: boolean }
  /** Over for good, and why. */
  | { readonly name: 'ended'; readonly why: End };

/** The first wait after a cut, ms. Shorter makes a thundering herd after a restart, longer is felt. */
const FIRST_WAIT_MS = 250;
/** The longest wait between tries, ms: a page is to be live within 5 s of the server's return, and connecting takes half of that. */
const LONGEST_WAIT_MS = 2_000;
/** The same soon after a cut, when the way is most likely to come back, and while a planned restart goes on, ms. */
const SOON_WAIT_MS = 1_000;
/** How long after a cut counts as soon, ms. Longer keeps more pages at the door of a server that is down for good. */
const SOON_MS = 30_000;
/** Answers without any work: whether a server is there at all. */
const ALIVE = '/healthz';
/** The server pings each second; after this much silence the connection counts as lost, ms. Lower would trip on a lift or a tunnel. */
const SILENCE_MS = 5_000;
/** How long a try may take, ms. A slow phone's TLS handshake takes two seconds; a try that began before the network was back never ends. */
const CONNECT_MS = 4_000;

/** How long to wait before try number `attempt` (from 0), with `random` in 0..1 spreading pages apart. */
export function waitBefore(attempt: number, random: number, longest = LONGEST_WAIT_MS): number {
  const full = Math.min(longest, FIRST_WAIT_MS * 2 ** Math.min(attempt, 10));
  return Math.round(full * (0.5 + random / 2));
}

export type ConnectionOptions<In> = {
  /** Path of the socket on this host, such as `/ws/desk`. */
  readonly path: string;
  /** The first message of every connection. */
  readonly hello: () => unknown;
  /** Takes each JSON message, in order. */
  readonly receive: (message: In) => void;
  /** Takes each binary frame. */
  readonly receiveBytes?: (bytes: ArrayBuffer) => void;
};

export class Connection<In, End> {
  readonly #options: ConnectionOptions<In>;
  readonly #link = signal<Link<End>>({ name: 'connecting' });
  #socket: WebSocket | null = null;
  #attempt = 0;
  /** When the server last gave a sign of life, epoch ms. */
  #heard = Date.now();
  /** When this page noticed that it is away, epoch ms: one that slept notices late. */
  #noticed = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #planned: { wait: number; until: number } | null = null;

  constructor(options: ConnectionOptions<In>) {
    this.#options = options;
  }

  get link(): ReadonlySignal<Link<End>> {
    return this.#link;
  }

  /** Connects, and stays at it. */
  open(): void {
    addEventListener('online', this.#tryNow);
    document.addEventListener('visibilitychange', this.#tryNow);
    this.#connect();
  }

  /** The server welcomed this page: messages may flow. */
  handleWelcome(): void {
    this.#attempt = 0;
    this.#planned = null;
    this.#link.value = { name: 'open' };
  }

  /** The server said that it will be gone for a while. */
  handleRestarting(reconnectInMs: number, tryForMs: number): void {
    this.#planned = { wait: reconnectInMs, until: Date.now() + reconnectInMs + tryForMs };
  }

  /** Stops for good: there is nothing to come back to. */
  end(why: End): void {
    removeEventListener('online', this.#tryNow);
    document.removeEventListener('visibilitychange', this.#tryNow);
    clearTimeout(this.#retry);
    this.#drop();
    this.#link.value = { name: 'ended', why };
  }

  /** Sends now, or not at all: what must arrive is queued by the caller. Says whether it was sent. */
  send(message: unknown): boolean {
    return this.#sendRaw(JSON.stringify(message));
  }

  /** As `send`, for a binary frame. */
  sendBytes(bytes: ArrayBuffer): boolean {
    return this.#link.value.name === 'open' && this.#sendRaw(bytes);
  }

  #sendRaw(data: string | ArrayBuffer): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(data);
    return true;
  }

  #connect(): void {
    clearTimeout(this.#retry);
    const url = new URL(this.#options.path, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    url.hash = '';
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => socket.send(JSON.stringify(this.#options.hello()));
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      this.#heard = Date.now();
      this.#listen();
      if (typeof data === 'string') this.#options.receive(JSON.parse(data) as In);
      else this.#options.receiveBytes?.(data);
    };
    socket.onclose = () => this.#lost();
    this.#socket = socket;
    this.#listen(CONNECT_MS);
  }

  /**
   * Connects once anybody answers. Browsers slow down a page whose WebSockets fail often, up to 5 s for each further one, which
   * would come on top when the server is back.
   */
  async #probeThenConnect(): Promise<void> {
    const attempt = this.#attempt;
    const answered = await fetch(ALIVE, { cache: 'no-store', signal: AbortSignal.timeout(CONNECT_MS) }).then(
      ({ ok }) => ok,
      () => false,
    );
    // Meanwhile the person came back to the page, or the session ended.
    if (attempt !== this.#attempt || this.#socket || this.#link.value.name !== 'away') return;
    if (answered) this.#connect();
    else this.#lost();
  }

  /** Starts the wait for the next sign of life anew. */
  #listen(patience = SILENCE_MS): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#lost(), patience);
  }

  #lost(): void {
    this.#drop();
    const link = this.#link.value;
    const planned = Date.now() < (this.#planned?.until ?? 0);
    if (link.name === 'ended') return;
    if (link.name !== 'away') {
      this.#noticed = Date.now();
      this.#link.value = { name: 'away', since: this.#heard, planned };
    }
    const soon = planned || Date.now() < this.#noticed + SOON_MS;
    const wait = this.#planned?.wait || waitBefore(this.#attempt, Math.random(), soon ? SOON_WAIT_MS : LONGEST_WAIT_MS);
    if (this.#planned) this.#planned.wait = 0;
    const isFirst = this.#attempt === 0;
    this.#attempt += 1;
    clearTimeout(this.#retry);
    // A lone cut is mended without a detour.
    this.#retry = setTimeout(() => (isFirst ? this.#connect() : void this.#probeThenConnect()), wait);
  }

  #drop(): void {
    clearTimeout(this.#silence);
    if (!this.#socket) return;
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.#socket = null;
  }

  /** The network is back, or the person looks at the page again: the rest of the wait would be wasted. */
  readonly #tryNow = (): void => {
    if (this.#link.value.name !== 'away' || this.#socket || document.hidden) return;
    this.#connect();
  };
}

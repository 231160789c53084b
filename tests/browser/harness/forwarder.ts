/**
 * The network between the pages and the server: forwards UDP and TCP, and cuts or re-binds one person's part on command.
 * The server advertises this forwarder's address; it sees one socket for each client, as behind a NAT.
 */
import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { readDatagram } from './datagram';
import { HOST } from './ports';

export type Traffic = {
  /** A datagram passed, or was lost in a cut. */
  datagram: [event: { readonly person: string; readonly toPage: boolean; readonly lost: boolean; readonly bytes: Buffer }];
  /** Bytes of a TCP connection passed. */
  bytes: [event: { readonly person: string; readonly toPage: boolean; readonly bytes: Buffer }];
};

type Line = { person: string; readonly client: RemoteInfo; upstream: UdpSocket | null };
type Stream = { readonly person: string; readonly client: Socket; readonly upstream: Socket };

/** A page says whose it is by this word in its user agent, as in `person/customer`. */
const PERSON = /person\/(\w+)/i;

export class Forwarder extends EventEmitter<Traffic> {
  readonly #udp = createSocket('udp4');
  readonly #tcp: Server;
  readonly #lines = new Map<string, Line>();
  readonly #streams = new Set<Stream>();
  readonly #waiting = new Set<{ readonly person: string; readonly go: () => void }>();
  readonly #sockets = new Set<Socket>();
  readonly #people = new Map<string, string>();
  readonly #cut = new Set<string>();
  readonly #cutDatagrams = new Set<string>();
  readonly #to: { readonly udp: number; readonly tcp: number };

  private constructor(to: { readonly udp: number; readonly tcp: number }) {
    super();
    this.#to = to;
    this.#tcp = createServer({ noDelay: true }, (client) => this.#accept(client));
    this.#udp.on('message', (bytes, client) => this.#fromPage(bytes, client));
  }

  static async start(to: { readonly udp: number; readonly tcp: number }): Promise<Forwarder> {
    const forwarder = new Forwarder(to);
    forwarder.#udp.bind(0, HOST);
    forwarder.#tcp.listen(0, HOST);
    await Promise.all([once(forwarder.#udp, 'listening'), once(forwarder.#tcp, 'listening')]);
    return forwarder;
  }

  get udpPort(): number {
    return this.#udp.address().port;
  }

  get tcpPort(): number {
    return (this.#tcp.address() as AddressInfo).port;
  }

  /** Tells that STUN requests of this name come from a page of `person`. */
  know(fragment: string, person: string): void {
    this.#people.set(fragment, person);
  }

  /** From now on nothing of this person's passes, either way. TCP waits, as it does where packets are lost. */
  cut(person: string): void {
    this.cutDatagrams(person);
    this.#cut.add(person);
    for (const { client, upstream } of this.#of(person)) {
      client.pause();
      upstream.pause();
    }
  }

  /** From now on no UDP of this person's passes, either way, as in networks that know the web alone. */
  cutDatagrams(person: string): void {
    this.#cutDatagrams.add(person);
  }

  heal(person: string): void {
    this.#cut.delete(person);
    this.#cutDatagrams.delete(person);
    for (const { client, upstream } of this.#of(person)) {
      client.resume();
      upstream.resume();
    }
    for (const waiting of this.#waiting) {
      if (waiting.person !== person) continue;
      this.#waiting.delete(waiting);
      waiting.go();
    }
  }

  /** Gives each of the person's UDP flows a new port towards the server, as a NAT does that forgot them. */
  rebind(person: string): void {
    for (const line of this.#lines.values()) {
      if (line.person !== person) continue;
      line.upstream?.close();
      line.upstream = this.#dial(line);
    }
  }

  async stop(): Promise<void> {
    for (const { upstream } of this.#lines.values()) upstream?.close();
    this.#udp.close();
    for (const socket of this.#sockets) socket.destroy();
    this.#tcp.close();
    await once(this.#tcp, 'close');
  }

  #of(person: string): Stream[] {
    return [...this.#streams].filter((stream) => stream.person === person);
  }

  #fromPage(bytes: Buffer, client: RemoteInfo): void {
    const line = this.#line(client);
    const seen = readDatagram(bytes);
    if (seen.kind === 'stun' && seen.fragment) line.person = this.#people.get(seen.fragment) ?? line.person;
    const lost = this.#cutDatagrams.has(line.person);
    this.emit('datagram', { person: line.person, toPage: false, lost, bytes });
    if (!lost) line.upstream?.send(bytes, this.#to.udp, HOST);
  }

  #line(client: RemoteInfo): Line {
    const name = `${client.address}:${client.port}`;
    const known = this.#lines.get(name);
    if (known) return known;
    const line: Line = { person: '', client, upstream: null };
    line.upstream = this.#dial(line);
    this.#lines.set(name, line);
    return line;
  }

  #dial(line: Line): UdpSocket {
    const upstream = createSocket('udp4');
    upstream.on('message', (bytes) => {
      const lost = this.#cutDatagrams.has(line.person);
      this.emit('datagram', { person: line.person, toPage: true, lost, bytes });
      if (!lost) this.#udp.send(bytes, line.client.port, line.client.address);
    });
    // A server that is down answers with ICMP errors; to a page that is silence.
    upstream.on('error', () => undefined);
    return upstream.bind(0, HOST);
  }

  /** Reads the request's head to learn whose connection it is, then passes everything on. */
  #accept(client: Socket): void {
    this.#own(client);
    let head = Buffer.alloc(0);
    const read = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      if (!head.includes('\r\n\r\n')) return;
      client.off('data', read);
      client.pause();
      const person = PERSON.exec(head.toString('latin1'))?.[1] ?? '';
      const go = (): void => this.#pass(person, client, head);
      if (this.#cut.has(person)) this.#waiting.add({ person, go });
      else go();
    };
    client.on('data', read);
  }

  #pass(person: string, client: Socket, head: Buffer): void {
    const upstream = this.#own(connect({ port: this.#to.tcp, host: HOST, noDelay: true }));
    const stream = { person, client, upstream };
    this.#streams.add(stream);
    const carry = (from: Socket, to: Socket, toPage: boolean): void => {
      from.on('data', (bytes: Buffer) => {
        this.emit('bytes', { person, toPage, bytes });
        to.write(bytes);
      });
      from.on('end', () => to.end());
      from.on('close', () => {
        this.#streams.delete(stream);
        to.destroy();
      });
    };
    carry(client, upstream, false);
    carry(upstream, client, true);
    upstream.write(head);
    client.resume();
  }

  #own(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    // Either side may vanish at any time; the other learns of it by the close.
    socket.on('error', () => undefined);
    return socket;
  }
}

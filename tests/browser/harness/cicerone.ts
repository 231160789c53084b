/** The built server as a process of its own, on free ports and a data folder of its own. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { until } from './until';
import { HOST } from './ports';

const BINARY = process.env['CICERONE'] ?? fileURLToPath(new URL('../../../target/debug/cicerone', import.meta.url));

export type Place = {
  /** Where the server listens. */
  readonly http: number;
  readonly udp: number;
  /** Where pages reach it. */
  readonly publicHttp: number;
  readonly publicUdp: number;
};

export type Account = { readonly name: string; readonly shown: string; readonly password: string };
export type Role = 'supervisor' | 'reviewer' | 'admin';

export class Cicerone {
  readonly #place: Place;
  readonly #folder: string;
  #process: ChildProcessByStdio<null, Readable, Readable> | null = null;
  #printed = '';
  /** Everything it logged, over all its lives. */
  log = '';

  private constructor(place: Place, folder: string) {
    this.#place = place;
    this.#folder = folder;
  }

  /** Prepares a server without starting it, so that accounts can be made first. */
  static async prepare(place: Place): Promise<Cicerone> {
    return new Cicerone(place, await mkdtemp(join(tmpdir(), 'cicerone-')));
  }

  get origin(): string {
    return `http://${HOST}:${this.#place.publicHttp}`;
  }

  get dataFolder(): string {
    return join(this.#folder, 'data');
  }

  /** The one-time link of the first start, as it was printed. */
  get firstLink(): string {
    const link = /https?:\/\/\S+#link=\S+/.exec(this.#printed)?.[0];
    if (!link) throw new Error(`no sign-in link was printed:\n${this.#printed}`);
    return link;
  }

  /** Starts it and waits until it is ready. */
  async start(): Promise<void> {
    this.launch();
    await until('the server is ready', () => this.isReady(), 20_000);
  }

  /** Starts it and waits for nothing. */
  launch(): void {
    const child = spawn(BINARY, ['serve', ...this.#flags()], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, RUST_BACKTRACE: '1' } });
    child.stdout.on('data', (chunk) => (this.#printed += String(chunk)));
    child.stderr.on('data', (chunk) => (this.log += String(chunk)));
    this.#process = child;
  }

  async isReady(): Promise<boolean> {
    if (this.#process && this.#process.exitCode !== null) throw new Error(`the server ended:\n${this.#printed}${this.log}`);
    return fetch(`http://${HOST}:${this.#place.http}/readyz`).then((answer) => answer.ok, () => false);
  }

  /** Ends it without a warning, as a power cut does. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it as an operator does. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Stops it and removes what it stored. */
  async remove(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Runs another subcommand on the same data folder, and gives what it printed. */
  async run(args: readonly string[], input = ''): Promise<string> {
    const { code, out, err } = await finish(spawn(BINARY, args, { stdio: ['pipe', 'pipe', 'pipe'] }), input);
    if (code !== 0) throw new Error(`cicerone ${args.join(' ')} ended with ${code}:\n${out}${err}`);
    return out;
  }

  /** Makes an account with a password. */
  async addUser({ name, shown, password }: Account, role: Role): Promise<void> {
    await this.run(['user', 'add', name, '--role', role, '--display-name', shown, '--password', ...this.#flags()], `${password}\n`);
  }

  /** Makes an account and gives the one-time link to set its password. */
  async inviteUser({ name, shown }: Account, role: Role): Promise<string> {
    const printed = await this.run(['user', 'add', name, '--role', role, '--display-name', shown, ...this.#flags()]);
    return /https?:\/\/\S+/.exec(printed)?.[0] ?? '';
  }

  /** The session's log as `cicerone log export` writes it. */
  async exportLog(session: string): Promise<string> {
    return this.run(['log', 'export', session, ...this.#flags()]);
  }

  /** What `cicerone log verify` says of an exported log, in its first word. */
  async verdict(log: string): Promise<string> {
    const file = join(this.#folder, 'exported.jsonl');
    await writeFile(file, log);
    const { out } = await finish(spawn(BINARY, ['log', 'verify', file], { stdio: ['pipe', 'pipe', 'pipe'] }), '');
    return /^\w+/.exec(out)?.[0] ?? out;
  }

  /** A sample of `/metrics`, summed over its labels; 0 where there is none yet. */
  async metric(name: string): Promise<number> {
    const text = await fetch(`http://${HOST}:${this.#place.http}/metrics`).then((answer) => answer.text());
    const samples = text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
    return samples.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  }

  #flags(): string[] {
    const { http, udp, publicUdp } = this.#place;
    const values: Record<string, string> = {
      'data-dir': this.dataFolder,
      'http-addr': `${HOST}:${http}`,
      'https-addr': 'off',
      'public-url': this.origin,
      'media-udp-port': String(udp),
      'media-tcp-port': 'off',
      'media-threads': '1',
      'media-public-addrs': `${HOST}:${publicUdp}`,
      // One machine plays every person.
      'limits-joins-per-address-per-minute': '100',
      'limits-sign-ins-per-address-per-minute': '100',
    };
    return Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

async function finish(child: ChildProcessByStdio<Writable, Readable, Readable>, input: string): Promise<{ code: number | null; out: string; err: string }> {
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  // A command that reads nothing may have ended before it is written to.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

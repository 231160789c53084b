/** A log that cannot be written: another process holds the lock that writing it needs, as a stuck backup does. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/**
 * SQLite's lock for writers is byte 120 of the file beside the journal (https://sqlite.org/walformat.html, "WAL Locks"); Node has
 * no call for such locks. It is held until the standard input ends, so also when the test does.
 */
const HOLD = `
import fcntl, sys
file = open(sys.argv[1], "r+b")
fcntl.lockf(file, fcntl.LOCK_EX, 1, 120)
print("held", flush=True)
sys.stdin.read()
`;

export class HeldLog {
  readonly #holder: ChildProcessByStdio<Writable, Readable, null>;

  private constructor(holder: ChildProcessByStdio<Writable, Readable, null>) {
    this.#holder = holder;
  }

  /** Holds the log of a server with this data folder from now on. */
  static async of(dataFolder: string): Promise<HeldLog> {
    const holder = spawn('python3', ['-c', HOLD, `${dataFolder}/cicerone.db-shm`], { stdio: ['pipe', 'pipe', 'inherit'] });
    await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit').then(() => Promise.reject(new Error('the lock was not to be had')))]);
    return new HeldLog(holder);
  }

  async release(): Promise<void> {
    const over = once(this.#holder, 'exit');
    this.#holder.stdin.end();
    await over;
  }
}

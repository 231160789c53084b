/** What every story needs: a server behind the forwarder, people at their browsers, and what is kept of it. */
import { test } from 'vitest';
import { Artifacts } from '../harness/artifacts';
import { violations } from '../harness/axe';
import { Cicerone } from '../harness/cicerone';
import { Forwarder } from '../harness/forwarder';
import { Person, type How, type Kind } from '../harness/person';
import { freeTcpPort, freeUdpPort } from '../harness/ports';
import type { Scope } from '../../../web-client/shared/wire/wire';
import { ConsolePage, words as consoleWords, type Invitation } from '../pages/console';
import { CustomerPage, words as customerWords } from '../pages/customer';

export const LUCIA = { name: 'lucia', shown: 'Lucía Ferrer', first: 'Lucía', password: 'a calm correct horse' };
export const OLGA = { name: 'olga', shown: 'Olga Prats', password: 'seven quiet blue boats' };
export const MARTA = { shown: 'Marta Ruiz', first: 'Marta', topic: 'Router has no internet' };

/** The test hangs on nothing slower than this: a renewed connection on a busy machine. */
export const PICTURE_MS = 20_000;

export class Stage {
  readonly cicerone: Cicerone;
  readonly forwarder: Forwarder;
  readonly artifacts: Artifacts;
  readonly #people: Person[] = [];

  private constructor(cicerone: Cicerone, forwarder: Forwarder, artifacts: Artifacts) {
    this.cicerone = cicerone;
    this.forwarder = forwarder;
    this.artifacts = artifacts;
  }

  /** A server that is not started yet, behind a forwarder whose address it advertises. */
  static async set(story: string): Promise<Stage> {
    const [http, udp] = [await freeTcpPort(), await freeUdpPort()];
    const forwarder = await Forwarder.start({ udp, tcp: http });
    const cicerone = await Cicerone.prepare({ http, udp, publicHttp: forwarder.tcpPort, publicUdp: forwarder.udpPort });
    return new Stage(cicerone, forwarder, await Artifacts.of(story));
  }

  async invite(kind: Kind, how: How = {}): Promise<Person> {
    const person = await Person.sitDown(kind, this.forwarder, how);
    this.#people.push(person);
    return person;
  }

  /** Keeps what everybody sees now. */
  async shoot(name: string): Promise<void> {
    await Promise.all(this.#people.map((person) => this.artifacts.shoot(person.page, `${name}-${person.kind}`)));
  }

  /** What axe holds against any page as it is now. */
  async accessibility(): Promise<string[]> {
    const found = await Promise.all(this.#people.map(async (person) => (await violations(person.page)).map((violation) => `${person.kind}: ${violation}`)));
    return found.flat();
  }

  /** What went wrong in any page without anybody seeing it. */
  async faults(): Promise<string[]> {
    const found = await Promise.all(this.#people.map(async (person) => (await person.watch.faults()).map((fault) => `${person.kind}: ${fault}`)));
    return found.flat();
  }

  /** Keeps what helps to understand a failure. */
  async keepFailure(): Promise<void> {
    await this.artifacts.write('faults.txt', (await this.faults().catch(String)).toString());
    await this.shoot('failed').catch(() => undefined);
  }

  async clear(): Promise<void> {
    for (const person of this.#people) await person.leave();
    await this.cicerone.remove();
    await this.forwarder.stop();
    await this.artifacts.write('server.log', this.cicerone.log);
  }
}

/** Two people in a call, by the shortest way through the pages. */
export type Call = {
  readonly stage: Stage;
  readonly customer: Person;
  readonly supervisor: Person;
  readonly phone: CustomerPage;
  readonly console: ConsolePage;
  readonly invitation: Invitation;
};

export const EVERYTHING: Scope[] = ['view_screen', 'view_camera', 'hear', 'snapshot'];

export async function startCall(story: string, how: { by?: 'link' | 'code'; fakeDevices?: boolean; scopes?: Scope[] } = {}): Promise<Call> {
  const stage = await Stage.set(story);
  try {
    return await meet(stage, how);
  } catch (error) {
    await stage.keepFailure();
    await stage.clear();
    throw error;
  }
}

async function meet(stage: Stage, how: { by?: 'link' | 'code'; fakeDevices?: boolean; scopes?: Scope[] }): Promise<Call> {
  await stage.cicerone.addUser(LUCIA, 'supervisor');
  await stage.cicerone.start();
  const [customer, supervisor] = await Promise.all([stage.invite('customer', how), stage.invite('supervisor')]);
  const [phone, console] = [new CustomerPage(customer), new ConsolePage(supervisor)];
  await console.signIn(stage.cicerone.origin, LUCIA.name, LUCIA.password);
  const invitation = await console.newSession(MARTA.shown, MARTA.topic);
  if (how.by === 'code') await phone.typeCode(stage.cicerone.origin, invitation.code);
  else await phone.openLink(invitation.link);
  await phone.join();
  await console.admit(MARTA.first);
  await phone.agree(...(how.scopes ?? EVERYTHING));
  return { stage, customer, supervisor, phone, console, invitation };
}

export { consoleWords, customerWords };

/** Chapters of one story: each begins where the one before ended, so one that fails ends the story. */
export function chapters(stage: () => Stage | undefined): (name: string, tell: () => Promise<void>, within?: number) => void {
  let over = false;
  return (name, tell, within = 90_000) => {
    test(name, { timeout: within }, async ({ skip }) => {
      if (over) skip('an earlier chapter failed');
      try {
        await tell();
      } catch (error) {
        over = true;
        await stage()?.keepFailure();
        throw error;
      }
    });
  };
}

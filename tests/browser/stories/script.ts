/** What two people do in a call, as acts that each come to their own end whatever happens to the server meanwhile. */
import { until } from '../harness/until';
import type { Spot } from '../harness/shot';
import { consoleWords, customerWords, LUCIA, MARTA, type Call } from './stage';

export type Act = { readonly name: string; readonly tell: (call: Call, turn: number) => Promise<void> };

/** What the customer shows now, by the last event that either page was told of. */
function source({ customer }: Call): 'screen' | 'camera' {
  return customer.wire.of('media.source').at(-1)?.data.source === 'camera' ? 'camera' : 'screen';
}

/** Two corners in the middle of the supervisor's picture. */
async function corners({ supervisor }: Call): Promise<[Spot, Spot]> {
  const { left, right, top, bottom } = await until('there is a picture to draw on', async () => {
    const box = await supervisor.page.evaluate(() => harness.pictureBox());
    return box.right > box.left && box;
  });
  const at = (part: number): Spot => ({ x: left + (right - left) * part, y: top + (bottom - top) * part });
  return [at(0.4), at(0.6)];
}

export const ACTS: readonly Act[] = [
  {
    name: 'a step is sent and done',
    tell: async ({ console, phone, supervisor }, turn) => {
      const text = `Turn the router off, try ${turn}`;
      await console.sendStep(text);
      await phone.step(text).waitFor();
      await phone.button(customerWords.step.done).tap();
      await supervisor.page.getByRole('listitem').filter({ hasText: text }).getByText(consoleWords.steps.states.done, { exact: true }).waitFor();
    },
  },
  {
    name: 'the supervisor writes',
    tell: async ({ console, phone }, turn) => {
      await console.say(MARTA.first, `Is the light green, ${turn}?`);
      await phone.page.getByText(`Is the light green, ${turn}?`).first().waitFor();
    },
  },
  {
    name: 'the customer writes',
    tell: async ({ phone, supervisor }, turn) => {
      await phone.say(`It blinks, ${turn}`);
      await supervisor.page.getByText(`It blinks, ${turn}`).first().waitFor();
    },
  },
  {
    name: 'a ring is drawn and all are cleared',
    tell: async (call) => {
      await call.console.take('ring');
      await call.console.drag(...(await corners(call)));
      await call.console.button(consoleWords.tools.clear).click();
    },
  },
  {
    name: 'the curtain is drawn and opened',
    tell: async (call) => {
      await call.phone.hidePicture(source(call));
      await call.phone.showAgain();
      await call.phone.button(customerWords.live.hide[source(call)]).waitFor();
    },
  },
  {
    name: 'screen and camera change places',
    tell: async (call) => {
      const other = source(call) === 'screen' ? 'camera' : 'screen';
      await call.phone.show(other);
      await call.phone.button(customerWords.live.hide[other]).waitFor();
      await call.supervisor.page.getByText(consoleWords.top.sees[other]).waitFor();
    },
  },
  {
    name: 'the supervisor holds and goes on',
    tell: async ({ console, phone }) => {
      const held = phone.page.getByText(customerWords.notice.held(LUCIA.first));
      await console.button(consoleWords.top.hold, true).click();
      await held.waitFor();
      await console.button(consoleWords.top.resume, true).first().click();
      await held.waitFor({ state: 'hidden' });
    },
  },
];

/** Numbers in 0..1 that a seed repeats (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

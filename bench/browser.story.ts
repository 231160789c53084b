/**
 * What people feel, measured between two real browsers: from the supervisor's pointer event to the picture of it on the
 * customer's page, and from the opened link to the first picture that the supervisor's browser has decoded.
 *
 * Both browsers and the server share this machine, so their clocks are one: the system's, which `performance.timeOrigin` is counted in.
 */
import { until } from '../tests/browser/harness/until';
import { ConsolePage } from '../tests/browser/pages/console';
import { CustomerPage } from '../tests/browser/pages/customer';
import { chapters, EVERYTHING, LUCIA, MARTA, Stage } from '../tests/browser/stories/stage';
import type { Person } from '../tests/browser/harness/person';

const QUICK = process.env['QUICK'] !== undefined;
const CALLS = QUICK ? 1 : 5;
const MOVES = QUICK ? 30 : 200;

let stage: Stage;
const chapter = chapters(() => stage);

chapter(
  'measured between two browsers',
  async () => {
    const [linkToFrame, consentToFrame, pointer]: [number[], number[], number[]] = [[], [], []];
    for (let call = 0; call < CALLS; call += 1) {
      stage = await Stage.set('bench');
      try {
        const { supervisor, customer, opened, agreed, framed } = await meet();
        linkToFrame.push(framed - opened);
        consentToFrame.push(framed - agreed);
        if (call === 0) pointer.push(...(await point(supervisor, customer)));
      } finally {
        await stage.clear();
      }
    }
    process.stdout.write(table([
      ['Pointer event → drawn on the customer’s page', pointer],
      ['Link opened → first decoded picture, every tap made at once', linkToFrame],
      ['Consent given → first decoded picture', consentToFrame],
    ]));
  },
  300_000,
);

/** One call by the shortest way through the pages, with the times of its turns. */
async function meet(): Promise<{ supervisor: Person; customer: Person; opened: number; agreed: number; framed: number }> {
  await stage.cicerone.addUser(LUCIA, 'supervisor');
  await stage.cicerone.start();
  const [customer, supervisor] = await Promise.all([stage.invite('customer'), stage.invite('supervisor')]);
  const [phone, console] = [new CustomerPage(customer), new ConsolePage(supervisor)];
  await console.signIn(stage.cicerone.origin, LUCIA.name, LUCIA.password);
  const invitation = await console.newSession(MARTA.shown, MARTA.topic);
  const framed = supervisor.page.evaluate(firstFrame);
  const opened = Date.now();
  await phone.openLink(invitation.link);
  await phone.join();
  await console.admit(MARTA.first);
  await phone.agree(...EVERYTHING);
  const agreed = Date.now();
  return { supervisor, customer, opened, agreed, framed: await framed };
}

/** In the supervisor's page: when a video first has a decoded picture, in ms since 1970. */
function firstFrame(): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      const shown = [...document.querySelectorAll('video')].some((video) => video.videoWidth > 0 && video.readyState >= video.HAVE_CURRENT_DATA);
      if (shown) resolve(performance.timeOrigin + performance.now());
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** Moves the pointer, one move at a time, and gives for each how long it took to be drawn, ms. */
async function point(supervisor: Person, customer: Person): Promise<number[]> {
  await new ConsolePage(supervisor).take('pointer');
  await supervisor.page.evaluate(noteEvents);
  await customer.page.evaluate(noteDrawings);
  const box = await supervisor.page.evaluate(() => harness.pictureBox());
  const latencies: number[] = [];
  for (let move = 0; move < MOVES; move += 1) {
    const x = box.left + (box.right - box.left) * (0.3 + 0.4 * ((move % 20) / 20));
    const y = box.top + (box.bottom - box.top) * (0.4 + 0.2 * ((move % 7) / 7));
    await customer.page.evaluate(() => void globalThis.drawn.splice(0));
    await supervisor.page.mouse.move(x, y);
    const drawn = await until('the pointer is drawn', () => customer.page.evaluate(() => globalThis.drawn.shift() ?? null));
    const event = await supervisor.page.evaluate(() => globalThis.pointed.splice(0).at(-1) ?? null);
    if (event === null) throw new Error('the move made no event');
    latencies.push(drawn - event);
  }
  return latencies;
}

declare global {
  /** When the page got its pointer events, ms since 1970. */
  var pointed: number[];
  /** When pictures with a moved pointer were done, ms since 1970. */
  var drawn: number[];
}

function noteEvents(): void {
  globalThis.pointed = [];
  addEventListener('pointermove', (event) => globalThis.pointed.push(performance.timeOrigin + event.timeStamp), { capture: true });
}

/** The task after an animation frame is the first that runs when that frame has been laid out and painted. */
function noteDrawings(): void {
  globalThis.drawn = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => globalThis.drawn.push(performance.timeOrigin + performance.now());
  const moved = new MutationObserver(() => requestAnimationFrame(() => channel.port2.postMessage(null)));
  moved.observe(document, { subtree: true, attributeFilter: ['transform'] });
}

function table(rows: [string, number[]][]): string {
  const head = '\n## Between two browsers\n\n| | Samples | p50 | p95 |\n|---|---:|---:|---:|\n';
  return head + rows.map(([name, values]) => `| ${name} | ${values.length} | ${rank(values, 50)} | ${rank(values, 95)} |\n`).join('');
}

/** Nearest rank. */
function rank(values: readonly number[], percent: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? Number.NaN;
  return `${value.toFixed(value < 100 ? 1 : 0)} ms`;
}

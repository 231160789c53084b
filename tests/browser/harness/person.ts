/** One person at their own browser: a phone-sized one for the customer, a desktop for staff. */
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import type { Options } from '../inside/index';
import type { Forwarder } from './forwarder';
import { insideScript } from './inside';
import { Watch } from './watch';
import { LANGUAGE } from './whole';
import { Wire } from './wire';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const FLAGS = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--allow-loopback-in-peer-connection',
  '--disable-background-timer-throttling',
  '--autoplay-policy=document-user-activation-required',
];
/** What a person presses "Allow" for. */
const PERMISSIONS = ['camera', 'microphone', 'clipboard-read', 'clipboard-write'];

export type Kind = 'customer' | 'supervisor' | 'reviewer';

/** The browser's own devices in place of the test picture, or another browser than is usual for this kind of person. */
export type How = { readonly fakeDevices?: boolean; readonly options?: BrowserContextOptions };

const SCREENS: Record<Kind, BrowserContextOptions> = {
  customer: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  supervisor: { viewport: { width: 1440, height: 900 } },
  reviewer: { viewport: { width: 1440, height: 900 } },
};

/** A phone held upright; screens of phones are 9:16 or longer. */
export const UPRIGHT = { width: 720, height: 1280 };
export const SIDEWAYS = { width: 1280, height: 720 };

export class Person {
  readonly #browser: Browser;
  readonly kind: Kind;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly watch: Watch;
  readonly wire: Wire;

  private constructor(kind: Kind, browser: Browser, context: BrowserContext, page: Page, watch: Watch) {
    this.kind = kind;
    this.#browser = browser;
    this.context = context;
    this.page = page;
    this.watch = watch;
    this.wire = new Wire(page);
  }

  /** Opens the browser. The test picture stands in for screen and camera unless `fakeDevices` asks for the browser's own. */
  static async sitDown(kind: Kind, forwarder: Forwarder | null, how: How = {}): Promise<Person> {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    const userAgent = `${(agent ??= await agentOf(browser))} person/${kind}`;
    const context = await browser.newContext({ locale: LANGUAGE === 'en' ? 'en-GB' : LANGUAGE, permissions: PERMISSIONS, userAgent, ...SCREENS[kind], ...how.options });
    const watch = new Watch(context);
    const inside: Options = { capture: kind === 'customer' && !how.fakeDevices ? UPRIGHT : null, tapFrames: kind === 'supervisor' };
    await context.exposeBinding('tellIceSession', (_, fragment: string) => forwarder?.know(fragment, kind));
    await context.addInitScript({ content: await insideScript(inside) });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return new Person(kind, browser, context, page, watch);
  }

  async leave(): Promise<void> {
    await this.#browser.close();
  }
}

/** What the browser calls itself: the same for everybody. */
let agent: string | undefined;

async function agentOf(browser: Browser): Promise<string> {
  const blank = await browser.newPage();
  const own = await blank.evaluate(() => navigator.userAgent);
  await blank.context().close();
  return own;
}

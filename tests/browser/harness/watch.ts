/** Collects whatever goes wrong in a page without anybody seeing it: errors, failed requests, stopped scripts. */
import type { BrowserContext, Page } from 'playwright-core';

/** A scene may be over by the time that its still arrives, or come a moment too early. The server refuses it, rightly, and browsers write that down. */
const SCENE_REFUSED = /(409|429) \(.*\/stills\?.*reason=scene/;

export class Watch {
  readonly #faults: string[] = [];
  readonly #pages: Page[] = [];
  readonly #expected = [SCENE_REFUSED];

  constructor(context: BrowserContext) {
    context.on('page', (page) => this.#follow(page));
    context.on('weberror', (error) => this.#faults.push(`uncaught: ${error.error().stack || error.error().message}`));
  }

  /** From now on, such faults are part of the story: a lost network is meant to be noisy. */
  expect(...patterns: RegExp[]): void {
    this.#expected.push(...patterns);
  }

  /** Every fault so far that no story asked for. */
  async faults(): Promise<string[]> {
    for (const page of this.#pages) {
      if (page.isClosed()) continue;
      const violations = await page.evaluate(() => globalThis.harness?.violations.splice(0) ?? []).catch(() => []);
      this.#faults.push(...violations.map((violation) => `security policy: ${violation}`));
    }
    return this.#faults.filter((fault) => !this.#expected.some((pattern) => pattern.test(fault)));
  }

  #follow(page: Page): void {
    this.#pages.push(page);
    page.on('console', (message) => {
      if (message.type() === 'error') this.#faults.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('crash', () => this.#faults.push('the page crashed'));
  }
}

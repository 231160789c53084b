/** The review page, by the names that a reviewer reads. */
import type { Locator, Page } from 'playwright-core';
import type { Person } from '../harness/person';
import { reviewWords as words } from './words';

export { words };

export type Row = { readonly seq: number; readonly type: string };

export class ReviewPage {
  readonly page: Page;

  constructor({ page }: Person) {
    this.page = page;
  }

  async openList(origin: string): Promise<void> {
    await this.page.goto(`${origin}/review`);
    await this.page.getByRole('heading', { name: words.list.title, exact: true }).waitFor();
  }

  /** Whose sessions the list shows, in its order. */
  async customers(): Promise<string[]> {
    const names = await this.page.locator('tbody a').allTextContents();
    return names.map((name) => name.trim());
  }

  /** A filter by its label. */
  filter(name: 'search' | 'from' | 'to' | 'supervisor' | 'disposition' | 'state'): Locator {
    return this.page.getByRole('search').getByLabel(words.list[name], { exact: true });
  }

  async open(customer: string): Promise<void> {
    await this.page.getByRole('link', { name: new RegExp(`^${customer}`) }).click();
    await this.badge.waitFor();
  }

  /** The verdict on the log. */
  get badge(): Locator {
    return this.page.getByTitle(words.proof.open);
  }

  /** Goes to the moment of a line of the transcript. */
  async seek(line: string): Promise<void> {
    await this.page.getByRole('button', { name: line }).first().click();
  }

  /** Every entry, read from all pages of the table. */
  async rows(): Promise<Row[]> {
    await this.page.getByRole('radio', { name: words.player.table, exact: true }).check();
    const [earlier, later] = [words.table.previous, words.table.next].map((name) => this.page.getByRole('button', { name, exact: true }));
    if (!earlier || !later) throw new Error('the table has two buttons');
    while (await leads(earlier)) await earlier.click();
    const rows = await this.#shown();
    while (await leads(later)) {
      await later.click();
      rows.push(...(await this.#shown()));
    }
    return rows;
  }

  async #shown(): Promise<Row[]> {
    const cells = await this.page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)));
    return cells.map((row) => ({ seq: Number(row[0]), type: row.at(-1) ?? '' }));
  }
}

/** Whether a button leads anywhere from here. */
async function leads(button: Locator): Promise<boolean> {
  return (await button.getAttribute('aria-disabled')) === 'false';
}

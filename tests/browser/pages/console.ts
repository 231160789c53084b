/** The supervisor's page, by the names that the supervisor reads. */
import type { Locator, Page } from 'playwright-core';
import type { Person } from '../harness/person';
import type { Spot } from '../harness/shot';
import { until } from '../harness/until';
import { consoleWords as words } from './words';

export { words };

export type Tool = 'pointer' | 'ring' | 'arrow' | 'box' | 'freehand' | 'number' | 'text';
export type Invitation = { readonly session: string; readonly link: string; readonly code: string };

export class ConsolePage {
  readonly page: Page;

  constructor({ page }: Pick<Person, 'page'>) {
    this.page = page;
  }

  /** Opens a one-time link, which asks for a password. */
  async openLink(link: string): Promise<void> {
    await this.page.goto(link);
    await this.heading(words.link.title).waitFor();
  }

  /** Uses the link up. */
  async setPassword(password: string): Promise<void> {
    await this.page.getByLabel(words.link.password).fill(password);
    await this.page.getByLabel(words.link.again).fill(password);
    await this.button(words.link.enter).click();
    await this.heading(words.desk.title).waitFor();
  }

  async signIn(origin: string, name: string, password: string): Promise<void> {
    await this.page.goto(`${origin}/console`);
    await this.page.getByLabel(words.signIn.name).fill(name);
    await this.page.getByLabel(words.signIn.password).fill(password);
    await this.button(words.signIn.enter).click();
    await this.heading(words.desk.title).waitFor();
  }

  /** Opens a session and reads its invitation off the page. */
  async newSession(customer: string, topic: string, language?: string): Promise<Invitation> {
    const form = this.page.getByLabel(words.create.reference);
    if (!(await form.isVisible())) await this.button(words.desk.newSession).first().click();
    await form.fill(customer);
    await this.page.getByLabel(words.create.topic).fill(topic);
    if (language) await this.page.getByLabel(words.create.language).selectOption(language);
    await this.button(words.create.enter).click();
    return this.#invitation();
  }

  /** Makes a new link and code for a session that is on the page. */
  async inviteAgain(): Promise<Invitation> {
    await this.page.evaluate(() => navigator.clipboard.writeText(''));
    await this.button(words.invite.again).click();
    return this.#invitation();
  }

  async #invitation(): Promise<Invitation> {
    const spoken = await this.page.getByText(new RegExp(`^${words.invite.code('')}\\d`)).textContent();
    await this.button(words.invite.copy).click();
    const link = await until('the link is copied', async () => /\/j\?or=..#.+/.test(await this.#clipboard()) && this.#clipboard());
    const session = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(this.page.url())?.[0] ?? '';
    return { session, link, code: (spoken ?? '').replace(/\D/g, '') };
  }

  async admit(customer: string): Promise<void> {
    await this.button(words.door.admit(customer)).click();
  }

  /** Goes back to the list of sessions. */
  async toDesk(): Promise<void> {
    await this.page.getByRole('link', { name: new RegExp(`^${words.rail.sessions}`) }).click();
    await this.heading(words.desk.title, true).waitFor();
  }

  /** Changes the language, whatever it is now. */
  async speak(language: string): Promise<void> {
    await this.page.locator('.me').getByRole('button').click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('combobox').first().selectOption(language);
    await this.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }

  /** What is shared, as the bar says it. */
  chip(word: string): Locator {
    return this.chips.getByText(word, { exact: true });
  }

  get chips(): Locator {
    return this.page.locator('.chips');
  }

  /** The newest still of a reason, in the strip beside the picture. */
  still(reason: keyof typeof words.stills.reasons): Locator {
    return this.button(words.stills.open(words.stills.reasons[reason], '').replace(/,\s*$/, '')).first();
  }

  /** Chooses a tool by its button. */
  async take(tool: Tool): Promise<void> {
    await this.page.getByRole('group', { name: words.tools.label }).getByRole('button', { name: words.tools[tool], exact: true }).click();
  }

  /** Presses at the first spot, goes through the others, and lets go at the last. */
  async drag(...[first, ...rest]: [Spot, ...Spot[]]): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(first.x, first.y);
    await mouse.down();
    for (const { x, y } of rest) await mouse.move(x, y, { steps: 8 });
    await mouse.up();
  }

  /** Presses keys as shortcuts, one after another: `Control+z`. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async sendStep(text: string): Promise<void> {
    await this.page.getByLabel(words.steps.text, { exact: true }).fill(text);
    await this.button(words.steps.send).click();
  }

  /** Answers for the customer, or takes the step back. */
  async onStep(text: string, action: 'markDone' | 'withdraw'): Promise<void> {
    const step = this.page.getByRole('listitem').filter({ hasText: text });
    await step.getByRole('button', { name: new RegExp(`^${words.steps[action]}`) }).click();
  }

  async say(customer: string, text: string): Promise<void> {
    await this.page.getByLabel(words.chat.write(customer)).fill(text);
    await this.button(words.chat.send, true).click();
  }

  async end(): Promise<void> {
    await this.button(words.top.end, true).click();
    await this.button(words.end.confirm).click();
  }

  async writeUp(kind: keyof typeof words.wrapUp.kinds, note: string): Promise<void> {
    await this.page.getByRole('radio', { name: new RegExp(words.wrapUp.kinds[kind]) }).check();
    await this.page.getByLabel(new RegExp(words.wrapUp.note)).fill(note);
    await this.button(words.wrapUp.save).click();
    await this.heading(words.ended.completed).waitFor();
  }

  heading(name: string, exact = false): Locator {
    return this.page.getByRole('heading', { name, exact });
  }

  button(name: string, exact = false): Locator {
    return this.page.getByRole('button', { name, exact });
  }

  async #clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}

/** The customer's page, by the names that the customer reads. */
import type { Locator, Page } from 'playwright-core';
import type { Scope } from '../../../web-client/shared/wire/wire';
import type { Person } from '../harness/person';
import { customerWords as words } from './words';

export { words };

export class CustomerPage {
  readonly page: Page;

  constructor({ page }: Person) {
    this.page = page;
  }

  async openLink(link: string): Promise<void> {
    await this.page.goto(link);
  }

  async typeCode(origin: string, code: string): Promise<void> {
    await this.page.goto(`${origin}/j`);
    await this.page.getByLabel(words.html.first).fill(code.slice(0, 4));
    await this.page.getByLabel(words.html.last).fill(code.slice(4));
  }

  async join(): Promise<void> {
    await this.button(words.html.enter).tap();
  }

  async waitsAtDoor(helper: string): Promise<void> {
    await this.heading(words.door.title(helper)).waitFor();
  }

  /** Answers the consent page, once it is there. */
  async agree(...scopes: Scope[]): Promise<void> {
    await this.heading(words.consent.title).waitFor();
    for (const scope of scopes) await this.page.getByRole('switch', { name: words.consent[scope].title, exact: true }).tap();
    await this.button(scopes.length > 0 ? words.consent.share : words.consent.without).tap();
  }

  async hidePicture(source: keyof typeof words.live.hide): Promise<void> {
    await this.button(words.live.hide[source]).tap();
    await this.heading(words.curtain.title).waitFor();
  }

  async showAgain(): Promise<void> {
    await this.button(words.curtain.open).tap();
  }

  async leave(): Promise<void> {
    await this.button(words.live.leave).tap();
    await this.button(words.leave.yes).tap();
  }

  async say(text: string): Promise<void> {
    await this.button(words.chat.write).first().tap();
    await this.page.getByLabel(words.chat.placeholder).fill(text);
    await this.button(words.chat.send).tap();
    await this.closeSheet();
  }

  async show(source: 'screen' | 'camera'): Promise<void> {
    await this.openSources();
    await this.button(new RegExp(`^${words.sources[source].title}`)).tap();
  }

  async turnCamera(): Promise<void> {
    await this.openSources();
    await this.button(new RegExp(`^${words.sources.turn.title}`)).tap();
  }

  async showPhoto(photo: Buffer): Promise<void> {
    await this.openSources();
    await this.page.getByLabel(new RegExp(`^${words.sources.photo.title}`)).setInputFiles({ name: 'screenshot.jpg', mimeType: 'image/jpeg', buffer: photo });
  }

  async closeSheet(): Promise<void> {
    await this.page.getByRole('dialog').getByRole('button', { name: words.live.close }).tap();
  }

  /** The step that is shown, by its text. */
  step(text: string): Locator {
    return this.heading(text);
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { name });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  async openSources(): Promise<void> {
    await this.button(new RegExp(`^(${words.stage.change}|${words.stage.show})$`)).tap();
  }
}

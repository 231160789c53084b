/** The permission for a microphone, as a person gives or refuses it. To be laid over a page before it asks. */
import type { Page } from 'playwright-core';

type Permission = { asked: number; refused: boolean };
declare global {
  var microphone: Permission;
}

export class MicrophonePermission {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Refuses until `allow`; the microphone itself stays the browser's own. */
  static async refused(page: Page): Promise<MicrophonePermission> {
    await page.evaluate(() => {
      const { mediaDevices } = navigator;
      const original = mediaDevices.getUserMedia.bind(mediaDevices);
      globalThis.microphone = { asked: 0, refused: true };
      mediaDevices.getUserMedia = async (wishes) => {
        microphone.asked += 1;
        if (microphone.refused) throw new DOMException('Permission denied', 'NotAllowedError');
        return original(wishes);
      };
    });
    return new MicrophonePermission(page);
  }

  async allow(): Promise<void> {
    await this.#page.evaluate(() => {
      microphone.refused = false;
    });
  }

  /** How often the page has asked the person. */
  asked(): Promise<number> {
    return this.#page.evaluate(() => microphone.asked);
  }
}

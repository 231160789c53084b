/** Keeps a screenshot of every stage of every story, numbered in order, outside the repository. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { LANGUAGE } from './whole';

const FOLDER = fileURLToPath(new URL('../../../artifacts/', import.meta.url));

export class Artifacts {
  readonly folder: string;
  #shots = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async of(story: string): Promise<Artifacts> {
    const folder = join(FOLDER, LANGUAGE === 'en' ? '' : LANGUAGE, story);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    return new Artifacts(folder);
  }

  async shoot(page: Page, name: string): Promise<void> {
    this.#shots += 1;
    // For the eye alone, and twice as fast as without loss. What is measured is taken by itself (`shot.ts`).
    await page.screenshot({ path: join(this.folder, `${String(this.#shots).padStart(2, '0')}-${name}.jpg`), type: 'jpeg', quality: 90 });
  }

  async write(name: string, text: string): Promise<void> {
    await writeFile(join(this.folder, name), text);
  }
}

/** Notes how the page makes itself noticed: what buzzed, what sounded, what the title said, and whether the screen was kept on. */

export class Senses {
  /** Each pattern that the phone was asked to buzz. */
  readonly buzzes: VibratePattern[] = [];
  /** The pitch of each tone, Hz. */
  readonly tones: number[] = [];
  /** Every title that the page has had. */
  readonly titles: string[] = [];
  /** Wake locks that were asked for and not given back. */
  awake = 0;

  /** As a person who goes to another app, or comes back. */
  lookAway(away: boolean): void {
    Object.defineProperty(document, 'hidden', { configurable: true, value: away });
    document.dispatchEvent(new Event('visibilitychange'));
  }

  install(): void {
    const { buzzes, tones, titles } = this;
    navigator.vibrate = (pattern) => buzzes.push(pattern as VibratePattern) > 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      tones.push(this.frequency.value);
      start.call(this, when);
    };
    addEventListener('DOMContentLoaded', () => {
      new MutationObserver(() => titles.push(document.title)).observe(document.head, { subtree: true, childList: true, characterData: true });
    });
    const { wakeLock } = navigator as { wakeLock?: WakeLock };
    if (!wakeLock) return; // a page that is not secure
    wakeLock.request = () => {
      this.awake += 1;
      const sentinel = {
        release: () => {
          this.awake -= 1;
          return Promise.resolve();
        },
      };
      return Promise.resolve(sentinel as unknown as WakeLockSentinel);
    };
  }
}

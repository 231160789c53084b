/** What the tests put into a page before its own scripts run, reached from the tests as `harness`. */
import { Capture, type Size } from './capture';
import { Peers } from './peers';
import { pictureBox, readPicture } from './picture';
import { Posts } from './posts';
import { Screenings } from './screenings';
import { Senses } from './senses';

export type Options = {
  /** The test picture in place of screen and camera; without it the browser's own fake devices are used. */
  readonly capture: Size | null;
  /** Pass every received frame through the page, to tell keyframes from others. */
  readonly tapFrames: boolean;
};

/** Filled in when this script is built. */
declare const OPTIONS: Options;

declare global {
  var harness: Inside;
  /** Given by the test: hears the name of each ICE session. */
  var tellIceSession: (fragment: string) => Promise<void>;
}

class Inside {
  readonly capture = OPTIONS.capture && new Capture(OPTIONS.capture);
  readonly peers = new Peers();
  readonly posts = new Posts();
  readonly screenings = new Screenings();
  readonly senses = new Senses();
  readonly picture = readPicture;
  readonly pictureBox = pictureBox;
  /** What the page's security policy had to stop. */
  readonly violations: string[] = [];
}

globalThis.harness = new Inside();
harness.capture?.install();
harness.senses.install();
harness.posts.install();
harness.peers.install((fragment) => tellIceSession(fragment), OPTIONS.tapFrames);
addEventListener('securitypolicyviolation', (event) => {
  harness.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
});

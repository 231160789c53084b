/** The door to everything that is loaded after the page has begun. One chunk, so that a cut later finds it already here. */
import type { Scope } from '../../shared/wire/wire';
import type { CustomerSession } from '../session';
import styleAddress from './call.css?url';
import { conduct } from './conduct';
import { Media } from './media';
import { tellObstacle } from './obstacle';
import { desk, theDesk } from './parts';
import { Stills } from './stills';
import { follow } from './text';

export { ChatStrip, WriteButton } from './Chat';
export { Door } from './Door';
export { Ended } from './Ended';
export { ReadAloud } from './ReadAloud';
export { ScopeIcon } from './ScopeIcon';
export { Sheets } from './Sheets';
export { Stage, StepPicture } from './Stage';
export { Top } from './Top';
export { Trouble } from './Trouble';

/** On the join page: says in time what this browser lacks. */
export async function prepare(): Promise<void> {
  await Promise.all([follow(), style()]);
  tellObstacle();
}

/** Takes up the session. */
export async function begin(session: CustomerSession): Promise<void> {
  await Promise.all([follow(), style()]);
  const stills = new Stills(session);
  const both = { media: new Media(session, stills), stills };
  desk.value = both;
  conduct(session, both);
}

export function ask(scopes: readonly Scope[]): void {
  void theDesk().media.ask(scopes);
}

/** Whether the microphone is muted, by the press if not by the server's word yet. */
export function isMuted(): boolean {
  return theDesk().media.isMuted.value;
}

export function mute(muted: boolean): void {
  void theDesk().media.mute(muted);
}

/** Loads this part's style. Without it the views are plain, but they work. */
function style(): Promise<void> {
  return (styled ??= loadStyle());
}

let styled: Promise<void> | null = null;

function loadStyle(): Promise<void> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = styleAddress;
  return new Promise((resolve) => {
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
}

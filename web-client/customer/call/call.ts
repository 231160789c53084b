/** The second load: what `load.ts` hands to the views, and how it begins. */
import type { Scope } from '../../shared/wire/wire';
import type { CustomerSession } from '../session';
import styleAddress from './call.css?url';
import { conduct } from './conduct';
import { offerLanguages } from './languages';
import { Media } from './media';
import { tellObstacle } from './obstacle';
import { parts, theParts } from './parts';
import { Stills } from './stills';
import { follow } from './text';

export { CurtainDrawn, EyeOff, LifeBuoy } from '../../shared/ui/icons';
export { ChatStrip, WriteButton } from './Chat';
export { Door } from './Door';
export { Ended } from './Ended';
export { Path } from './Path';
export { ReadAloud } from './ReadAloud';
export { ScopeIcon } from './ScopeIcon';
export { Sheets } from './Sheets';
export { Stage, StepPicture } from './Stage';
export { Top } from './Top';
export { Trouble } from './Trouble';
export { Heard, MuteButton } from './Voice';

/** Serves the join page: offers other languages, and says in time what this browser lacks. */
export async function prepare(): Promise<void> {
  offerLanguages();
  await Promise.all([follow(), style()]);
  tellObstacle();
}

/** Begins to follow a session. */
export async function begin(session: CustomerSession): Promise<void> {
  await Promise.all([follow(), style()]);
  const stills = new Stills(session);
  const both = { media: new Media(session, stills), stills };
  parts.value = both;
  conduct(session, both);
}

/** Asks the browser for what was agreed to. Call it within the press: browsers ask only then. */
export function ask(scopes: readonly Scope[]): void {
  void theParts().media.ask(scopes);
}

/** Loads the style of the second load. Without it the views are plain, but they work. */
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

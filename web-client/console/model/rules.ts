/** What the server would refuse, and why, so that the console can say so before it is asked. `session/src/gates.rs` decides. Pure. */
import { covers } from '../../shared/consent';
import { stillOf } from '../../shared/fold';
import { isOver } from '../../shared/state';
import type { ErrorCode, SessionView, State } from '../../shared/wire/wire';

/** Why the supervisor may not point at the picture now; `null` where they may. */
export function whyNoPicture(view: SessionView): ErrorCode | null {
  const closed = whyNotActive(view.state);
  if (closed) return closed;
  if (view.curtain.drawn) return 'curtain_drawn';
  if (view.picture.source === 'none') return 'no_picture';
  return covers(view.consent, view.picture.source) ? null : 'no_consent';
}

/** Why tools rest: what the server would refuse, or marks that would be drawn on an old picture and land on whatever the phone shows by now. */
export type Rest = ErrorCode | 'cut_off' | 'stalled';

/** Why nothing may be drawn now; `null` where it may. A still is the same for both, so it can't grow old. */
export function whyAtRest(view: SessionView, cutOff: boolean): Rest | null {
  if (cutOff) return 'cut_off';
  return whyNoPicture(view) ?? (view.media === 'stalled' && stillOf(view.picture) === null ? 'stalled' : null);
}

/** Why a picture may not be kept now; `null` where it may. */
export function whyNoStill(view: SessionView): ErrorCode | null {
  const closed = whyNotActive(view.state);
  if (closed) return closed;
  if (view.curtain.drawn) return 'curtain_drawn';
  return view.consent.snapshot ? null : 'no_consent';
}

/** Why the shared picture may not be frozen or asked for at full size: it must be a moving one that may be seen and kept. */
export function whyNoCapture(view: SessionView): ErrorCode | null {
  return whyNoPicture(view) ?? whyNoStill(view) ?? (view.picture.source === 'photo' ? 'no_picture' : null);
}

/** What was agreed to and does not arrive all the same, and looks so: on hold, while a side is away, and where the picture has stopped. */
export function whatRests(view: SessionView, cutOff: boolean): { readonly picture: boolean; readonly voice: boolean } {
  const all = cutOff || view.state.name === 'held' || view.state.name === 'interrupted';
  return { picture: all || (view.media === 'stalled' && view.picture.source !== 'photo'), voice: all };
}

function whyNotActive(state: State): ErrorCode | null {
  if (state.name === 'active') return null;
  if (state.name === 'held') return 'on_hold';
  return isOver(state) ? 'session_over' : 'wrong_state';
}

/** What stands on the stage at a moment: a picture, the curtain, or why there is none. Pure. */
import { covers } from '../../shared/consent';
import { stillOf } from '../../shared/fold';
import type { FrameSize, Media, SessionView, Source, StandingMark, StoredStill, WrapUpReason } from '../../shared/wire/wire';
import type { Facts } from './facts';
import { upperBound } from './seek';

/** A still may be stored this long after what it shows, ms: it is captured, encoded and sent first. */
const STORED_WITHIN_MS = 2_000;

export type Scene =
  /** Not begun. */
  | { readonly name: 'before'; readonly state: 'created' | 'invited' | 'asking' | 'authorizing' }
  /** Drawn by the customer: there is no picture, and none is shown. */
  | { readonly name: 'curtain'; readonly since: number }
  | { readonly name: 'held'; readonly since: number }
  /** The call is over. */
  | { readonly name: 'over'; readonly reason: WrapUpReason | null }
  /** Voice, chat and steps alone. */
  | { readonly name: 'nothing' }
  /** The supervisor saw live video, which is not kept, and no still of it was. */
  | { readonly name: 'unkept'; readonly source: Source; readonly size: FrameSize | null; readonly marks: readonly StandingMark[]; readonly epoch: number }
  | PictureScene;

export type PictureScene = {
  readonly name: 'picture';
  readonly still: StoredStill;
  readonly source: Source;
  /** `seen`: this very still was on both pages. `near`: live video was, and this is the nearest still of it. */
  readonly fits: 'seen' | 'near';
  readonly marks: readonly StandingMark[];
  readonly epoch: number;
  readonly media: Media;
  /** Who is away, where the session is interrupted. */
  readonly away: 'customer' | 'supervisor' | 'both' | null;
};

/** The stills of each picture epoch, in the order in which they were stored. */
export type StillIndex = ReadonlyMap<number, readonly StoredStill[]>;

export function stillIndex(facts: Facts): StillIndex {
  const index = new Map<number, StoredStill[]>();
  for (const still of facts.stills.values()) {
    const stored = index.get(still.epoch);
    if (stored) stored.push(still);
    else index.set(still.epoch, [still]);
  }
  return index;
}

export function sceneAt(view: SessionView, t: number, facts: Facts, index: StillIndex): Scene {
  const { state, picture, consent } = view;
  switch (state.name) {
    case 'created':
    case 'invited':
    case 'asking':
    case 'authorizing':
      return { name: 'before', state: state.name };
    case 'wrapping_up':
      return { name: 'over', reason: state.reason };
    case 'over':
      return { name: 'over', reason: null };
    case 'held':
      return { name: 'held', since: view.state_t };
    case 'active':
    case 'interrupted':
      break;
  }
  if (view.curtain.drawn) return { name: 'curtain', since: view.curtain.since_t };
  const { source, size, epoch } = picture;
  const allowed = source !== 'none' && covers(consent, source);
  if (!allowed) return { name: 'nothing' };
  const marks = view.marks;
  const shown = stillOf(picture);
  const exact = shown === null ? undefined : facts.stills.get(shown);
  const still = exact ?? nearest(index.get(epoch) ?? [], t);
  if (!still) return { name: 'unkept', source, size, marks, epoch };
  const away = state.name === 'interrupted' ? whoIsAway(state) : null;
  return { name: 'picture', still, source, fits: exact ? 'seen' : 'near', marks, epoch, media: view.media, away };
}

/** The last still before `t`, or one stored so soon after that it shows the moment better. */
function nearest(stills: readonly StoredStill[], t: number): StoredStill | null {
  const count = upperBound(stills, (still) => still.stored_t, t);
  const [before, after] = [stills[count - 1], stills[count]];
  if (after && after.stored_t - t <= STORED_WITHIN_MS && (!before || after.stored_t - t < t - before.stored_t)) return after;
  return before ?? null;
}

function whoIsAway(state: { customer_away: boolean; supervisor_away: boolean }): 'customer' | 'supervisor' | 'both' {
  if (state.customer_away && state.supervisor_away) return 'both';
  return state.customer_away ? 'customer' : 'supervisor';
}

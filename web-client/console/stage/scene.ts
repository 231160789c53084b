/** What stands on the stage: the customer's picture, or the reason why there is none. Pure. */
import { stillOf } from '../../shared/fold';
import type { SessionView } from '../../shared/wire/wire';
import { whyNoPicture } from '../model/rules';

export type Scene =
  | { readonly name: 'authorizing' | 'curtain' | 'held' | 'nothing' | 'no_consent' }
  /** A still that both pages see: frozen, or a photo of the customer's. */
  | { readonly name: 'still'; readonly still: string; readonly frozen: boolean }
  | { readonly name: 'live' };

/** The curtain goes before everything: what is behind it is nobody's business, in any state. */
export function sceneOf(view: SessionView): Scene {
  const { state, picture } = view;
  if (state.name === 'authorizing') return { name: 'authorizing' };
  if (view.curtain.drawn) return { name: 'curtain' };
  if (state.name === 'held' || (state.name === 'interrupted' && state.held)) return { name: 'held' };
  if (picture.source === 'none') return { name: 'nothing' };
  // Whether they have agreed does not depend on whether somebody is away for the moment.
  if (whyNoPicture({ ...view, state: { name: 'active' } }) === 'no_consent') return { name: 'no_consent' };
  const still = stillOf(picture);
  return still === null ? { name: 'live' } : { name: 'still', still, frozen: picture.frozen !== null };
}

/** What every view of one session is drawn from. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Player } from './player';
import type { Stills } from './stills';

export type Replay = { readonly player: Player; readonly stills: Stills; /** Words that were searched for. */ readonly q: string };

export const ReplayContext = createContext<Replay | null>(null);

export function useReplay(): Replay {
  const replay = useContext(ReplayContext);
  if (!replay) throw new Error('a view of a session stands outside of a replay');
  return replay;
}

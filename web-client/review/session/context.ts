/** What every view of one session is drawn from. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Player } from './player';
import type { Stills } from './stills';

export type Desk = { readonly player: Player; readonly stills: Stills; /** Words that were searched for. */ readonly q: string };

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('a view of a session stands outside of its desk');
  return desk;
}

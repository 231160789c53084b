/** What the parts of an open session share. */
import type { Signal } from '@preact/signals';
import type { Size } from '../../shared/geometry';
import type { SessionSocket } from '../../shared/socket';
import type { SessionView, SupervisorCommand } from '../../shared/wire/wire';
import type { Refusals } from './refusals';

export type Socket = SessionSocket<SupervisorCommand, SessionView>;

export type Context = {
  readonly socket: Socket;
  readonly refusals: Refusals;
  /** Size of the frame that is shown here now, px; none while nothing is. */
  readonly frame: Signal<Size | null>;
};

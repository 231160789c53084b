/** The sign beside an entry, and its tone. */
import {
  Camera, Check, CircleAlert, CircleCheck, CircleDot, Clock, CurtainDrawn, CurtainOpen, DoorOpen, Eye, EyeOff, Hash, Image, Info, Link, LogOut, MessageCircle,
  Mic, MicOff, Pause, Pencil, PhoneOff, Play, Pointer, Radio, Send, Snowflake, Trash, Undo, UserCheck, UserPlus, WifiOff, type Icon,
} from '../../shared/ui/icons';
import type { Envelope, Event } from '../../shared/wire/wire';
import { isKnown } from '../model/facts';

export type Tone = '' | 'ok' | 'warn' | 'mark' | 'curtain';

const SIGNS: Record<Event['type'], Icon> = {
  'session.created': CircleDot,
  'session.invited': Link,
  'session.asking': DoorOpen,
  'session.admitted': UserCheck,
  'session.active': Play,
  'session.held': Pause,
  'session.unheld': Play,
  'session.interrupted': WifiOff,
  'session.resumed': Radio,
  'session.taken_over': UserPlus,
  'session.wrapping_up': PhoneOff,
  'session.disposed': CircleCheck,
  'session.closed': CircleDot,
  'participant.joined': Radio,
  'participant.left': LogOut,
  'participant.page': Eye,
  'consent.granted': Check,
  'consent.revoked': Undo,
  'consent.curtain': CurtainOpen,
  'talk.muted': MicOff,
  'talk.said': MessageCircle,
  'media.source': Camera,
  'media.state': Radio,
  'media.frozen': Snowflake,
  'media.unfrozen': Play,
  'media.still': Image,
  'media.snapshot_wanted': Image,
  'media.snapshot_missed': CircleAlert,
  'mark.drawn': Pencil,
  'mark.removed': Trash,
  'mark.cleared': Trash,
  'pointer.trail': Pointer,
  'step.sent': Send,
  'step.seen': Eye,
  'step.done': Check,
  'step.stuck': CircleAlert,
  'step.withdrawn': Undo,
  'quality.sampled': Clock,
};

export function signOf(event: Envelope): { icon: Icon; tone: Tone } {
  if (!isKnown(event)) return { icon: Info, tone: '' };
  const icon = SIGNS[event.type];
  switch (event.type) {
    case 'consent.curtain':
      return event.data.drawn ? { icon: CurtainDrawn, tone: 'curtain' } : { icon, tone: '' };
    case 'participant.page':
      return { icon: event.data.hidden ? EyeOff : icon, tone: '' };
    case 'talk.muted':
      return { icon: event.data.muted ? icon : Mic, tone: '' };
    case 'mark.drawn':
      return { icon: event.data.mark.shape.kind === 'number' ? Hash : icon, tone: 'mark' };
    case 'step.done':
    case 'consent.granted':
      return { icon, tone: 'ok' };
    case 'step.stuck':
    case 'session.interrupted':
    case 'media.snapshot_missed':
      return { icon, tone: 'warn' };
    default:
      return { icon, tone: '' };
  }
}

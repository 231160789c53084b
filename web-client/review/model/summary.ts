/** What is told of a whole session beside its timeline. Pure. */
import type { Abilities, Disposition, Envelope, Outcome, Private, Scope, Via, WrapUpReason } from '../../shared/wire/wire';
import type { Facts } from './facts';
import type { Lanes } from './lanes';
import { total } from './runs';

/** Each time that the customer agreed or took it back, in order. */
export type ConsentChange = { readonly t: number; readonly granted: boolean };
export const SCOPES: readonly Scope[] = ['view_screen', 'view_camera', 'hear', 'snapshot'];

export type Summary = {
  readonly disposition: Disposition | null;
  /** The step at which an unresolved session stopped. */
  readonly stoppedAt: number | null;
  readonly note: Private | null;
  readonly outcome: Outcome | null;
  readonly reason: WrapUpReason | null;
  readonly began: number | null;
  /** From the begin of the help to its end, ms. */
  readonly helped: number | null;
  readonly curtain: { readonly n: number; readonly ms: number };
  readonly hold: { readonly n: number; readonly ms: number };
  readonly gaps: { readonly n: number; readonly ms: number };
  readonly customer: { readonly via: Via; readonly language: string; readonly abilities: Abilities; readonly t: number } | null;
  /** Who guided, from when on. */
  readonly supervisors: readonly { readonly t: number; readonly name: Private }[];
  readonly consents: ReadonlyMap<Scope, readonly ConsentChange[]>;
  readonly counts: { readonly steps: number; readonly done: number; readonly stuck: number; readonly marks: number; readonly messages: number; readonly stills: number };
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function summaryOf(events: readonly Envelope[], lanes: Lanes, facts: Facts): Summary {
  const consents = new Map<Scope, ConsentChange[]>(SCOPES.map((scope) => [scope, []]));
  const supervisors: { t: number; name: Private }[] = [];
  const done = new Set<string>();
  const stuck = new Set<string>();
  const found: Pick<Mutable<Summary>, 'disposition' | 'note' | 'outcome' | 'reason' | 'began' | 'customer'> = {
    disposition: null,
    note: null,
    outcome: null,
    reason: null,
    began: null,
    customer: null,
  };
  let ended: number | null = null;
  for (const event of events) {
    const { t } = event;
    switch (event.type) {
      case 'session.created':
      case 'session.taken_over':
        supervisors.push({ t, name: event.data.supervisor });
        break;
      case 'session.asking': {
        const { via, language, abilities } = event.data;
        found.customer = { via, language, abilities, t };
        break;
      }
      case 'session.active':
        found.began = t;
        break;
      case 'session.wrapping_up':
        found.reason = event.data.reason;
        ended = t;
        break;
      case 'session.disposed':
        found.disposition = event.data.disposition;
        found.note = event.data.note;
        break;
      case 'session.closed':
        found.outcome = event.data.outcome;
        ended ??= t;
        break;
      case 'consent.granted':
      case 'consent.revoked':
        consents.get(event.data.scope)?.push({ t, granted: event.type === 'consent.granted' });
        break;
      case 'step.done':
        done.add(event.data.step);
        break;
      case 'step.stuck':
        stuck.add(event.data.step);
    }
  }
  const { began, disposition } = found;
  const end = ended ?? events.at(-1)?.t ?? 0;
  return {
    ...found,
    stoppedAt: disposition?.kind === 'unresolved' && disposition.step ? (facts.steps.get(disposition.step)?.n ?? null) : null,
    helped: began === null ? null : end - began,
    curtain: { n: lanes.curtain.length, ms: total(lanes.curtain) },
    hold: { n: lanes.hold.length, ms: total(lanes.hold) },
    gaps: { n: lanes.gaps.length, ms: total(lanes.gaps) },
    supervisors,
    consents,
    counts: {
      steps: facts.steps.size,
      done: done.size,
      stuck: stuck.size,
      marks: facts.marks.size,
      messages: lanes.chat.length,
      stills: facts.stills.size,
    },
  };
}

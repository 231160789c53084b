/** An entry of the log in words: one sentence, and the value that it is about. */
import { clock, languageName, timeOfDay } from '../../shared/format';
import type { Actor, Envelope, Private } from '../../shared/wire/wire';
import { isKnown, type Facts } from '../model/facts';
import type { Words } from '../text';

export type Line = {
  /** Who acted or is spoken of; `null` is the server. */
  readonly who: 'customer' | 'supervisor' | null;
  readonly text: string;
  /** What was said, shown or written; erased where only its commitment is left. */
  readonly value: Private | string | null;
};

export type Speaker = { readonly words: Words; readonly language: string; readonly facts: Facts };

export function lineOf(event: Envelope, lasted: number | null, speaker: Speaker): Line {
  const who = event.actor.role === 'service' ? null : event.actor.role;
  // Less than a second would be told as none.
  const told = sentence(event, lasted === null || lasted < 1_000 ? null : clock(lasted), speaker);
  return typeof told === 'string' ? { who, text: told, value: null } : { who, ...told };
}

/** Who acted, by name as far as it is not erased. */
export function nameOf(actor: Actor, { words, facts }: Speaker): string {
  return actor.role === 'service' ? words.server : (actorName(actor, { facts }) ?? words[actor.role]);
}

/** The name alone; `null` where there is none any more. */
export function actorName(actor: Actor, { facts }: Pick<Speaker, 'facts'>): string | null {
  if (actor.role === 'service') return null;
  return clearOf((actor.role === 'customer' ? facts.customer : facts.names.get(actor.participant)) ?? null);
}

/** A personal value, where it is not erased. */
export function clearOf(value: Private | null): string | null {
  return value && 'clear' in value ? value.clear : null;
}

type Told = string | { readonly text: string; readonly value: Private | string | null };

function sentence(event: Envelope, lasted: string | null, speaker: Speaker): Told {
  const { words, language, facts } = speaker;
  const t = words.lines;
  if (!isKnown(event)) return { text: t.unknown, value: event.type };
  const who = nameOf(event.actor, speaker);
  const person = (participant: string) => nameOf({ role: participant === facts.customerId ? 'customer' : 'supervisor', participant }, speaker);
  const step = (id: string) => facts.steps.get(id);
  switch (event.type) {
    case 'session.created':
      return { text: t['session.created'](who), value: event.data.topic };
    case 'session.invited':
      return t['session.invited'](timeOfDay(language, new Date(Date.parse(event.ts) + event.data.expires_t - event.t)));
    case 'session.asking':
      return { text: t['session.asking'](who, event.data.via), value: languageName(event.data.language) };
    case 'session.admitted':
      return t['session.admitted'](who);
    case 'session.active':
      return t['session.active'];
    case 'session.held':
      return t['session.held'](who, lasted);
    case 'session.unheld':
      return t['session.unheld'](who);
    case 'session.interrupted': {
      const { customer_away, supervisor_away } = event.data;
      return t['session.interrupted'](words.away[customer_away && supervisor_away ? 'both' : customer_away ? 'customer' : 'supervisor'], lasted);
    }
    case 'session.resumed':
      return t['session.resumed'];
    case 'session.taken_over':
      return t['session.taken_over'](clearOf(event.data.supervisor) ?? words.supervisor);
    case 'session.wrapping_up':
      return t['session.wrapping_up'](who, event.data.reason);
    case 'session.disposed':
      return { text: t['session.disposed'](words.dispositions[event.data.disposition.kind]), value: event.data.note };
    case 'session.closed':
      return t['session.closed'](words.outcomes[event.data.outcome]);
    case 'participant.joined':
      return t['participant.joined'](who);
    case 'participant.left':
      return t['participant.left'](person(event.data.participant), words.causes[event.data.absence]);
    case 'participant.page':
      return t['participant.page'](who, event.data.hidden);
    case 'consent.granted':
      return t['consent.granted'](who, words.scopes[event.data.scope]);
    case 'consent.revoked':
      return t['consent.revoked'](who, words.scopes[event.data.scope]);
    case 'consent.curtain':
      return t['consent.curtain'](who, event.data.drawn, lasted);
    case 'talk.muted':
      return t['talk.muted'](who, event.data.muted);
    case 'talk.said':
      return { text: t['talk.said'](who), value: event.data.text };
    case 'media.source':
      return t['media.source'](event.data.source === 'none' ? null : words.sources[event.data.source]);
    case 'media.state':
      return t['media.state'][event.data.media];
    case 'media.frozen':
      return t['media.frozen'](who, lasted);
    case 'media.unfrozen':
      return t['media.unfrozen'](who);
    case 'media.still':
      return t['media.still'][event.data.still.reason];
    case 'media.snapshot_wanted':
      return t['media.snapshot_wanted'];
    case 'media.snapshot_missed':
      return t['media.snapshot_missed'];
    case 'mark.drawn':
      return { text: t['mark.drawn'](event.data.mark.n, words.marks[event.data.mark.shape.kind]), value: event.data.mark.label };
    case 'mark.removed':
      return t['mark.removed'](facts.marks.get(event.data.mark)?.n ?? null);
    case 'mark.cleared':
      return t['mark.cleared'];
    case 'pointer.trail':
      return event.data.kind === 'pointer' ? t['pointer.trail'].pointer(lasted) : t['pointer.trail'].stroke;
    case 'step.sent':
      return { text: t['step.sent'](event.data.n), value: event.data.text };
    case 'step.seen':
      return { text: t['step.seen'](step(event.data.step)?.n ?? 0), value: step(event.data.step)?.text ?? null };
    case 'step.done':
      return t['step.done'](step(event.data.step)?.n ?? 0, lasted);
    case 'step.stuck':
      return t['step.stuck'](step(event.data.step)?.n ?? 0, lasted);
    case 'step.withdrawn':
      return t['step.withdrawn'](step(event.data.step)?.n ?? 0);
    case 'quality.sampled': {
      const { rtt_ms, loss_permille, up_kbps } = event.data.quality;
      return t['quality.sampled'](person(event.data.participant), rtt_ms, percent(loss_permille, language), rate(up_kbps, language));
    }
  }
}

/** `0.4 %`, as the language writes it. */
export function percent(permille: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(permille / 1_000);
}

/** `1.1 Mbit/s` or `64 kbit/s`. */
export function rate(kbps: number, language: string): string {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return kbps >= 1_000 ? `${number.format(kbps / 1_000)} Mbit/s` : `${number.format(kbps)} kbit/s`;
}

/** A line as plain text, for labels and for the table. */
export function plain({ text, value }: Line, words: Words): string {
  if (value === null) return text;
  const shown = typeof value === 'string' ? value : (clearOf(value) ?? words.erased);
  return text.endsWith(':') ? `${text} ${shown}` : `${text}, ${shown}`;
}

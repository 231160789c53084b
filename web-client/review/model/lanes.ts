/** The lanes of the timeline, from the log alone. What the log has no entries for has no lane. Pure. */
import { emptyView, fold } from '../../shared/fold';
import { grade, type Grade } from '../../shared/quality';
import { isInCall } from '../../shared/state';
import type { Absence, Colour, Disposition, Envelope, Outcome, Private, Quality, SessionView, Shape, Source } from '../../shared/wire/wire';
import { runs, type Change, type Span } from './runs';

export type StepSpan = Span & {
  readonly n: number;
  readonly text: Private;
  /** How it ended; `open` where it was left or the log ends. */
  readonly tone: 'done' | 'stuck' | 'open' | 'withdrawn';
  /** Stuck on the way, whatever came after. */
  readonly wasStuck: boolean;
};
export type Ending = Span & { readonly disposition: Disposition['kind'] | null; readonly outcome: Outcome | null };
export type MarkPoint = { readonly t: number; readonly n: number; readonly shape: Shape['kind']; readonly colour: Colour; readonly label: Private | null };
export type ChatPoint = { readonly t: number; readonly by: 'customer' | 'supervisor' };
export type Sample = { readonly t: number; readonly quality: Quality; readonly grade: Grade };
export type StopSpan = Span & { readonly value: 'curtain' | 'hold' };
export type SourceSpan = Span & { readonly value: { readonly source: Exclude<Source, 'none'>; readonly frozen: boolean } };
export type Gap = Span & { readonly value: { readonly away: 'customer' | 'supervisor' | 'both'; readonly cause: Absence } };

export type Lanes = {
  readonly steps: readonly StepSpan[];
  readonly ending: Ending | null;
  readonly marks: readonly MarkPoint[];
  readonly chat: readonly ChatPoint[];
  readonly network: { readonly customer: readonly Sample[]; readonly supervisor: readonly Sample[] };
  readonly curtain: readonly StopSpan[];
  readonly hold: readonly StopSpan[];
  readonly sources: readonly SourceSpan[];
  /** When stills were stored. */
  readonly stills: readonly number[];
  readonly gaps: readonly Gap[];
};

export function lanesOf(events: readonly Envelope[]): Lanes {
  const end = events.at(-1)?.t ?? 0;
  const curtain: Change<'curtain'>[] = [];
  const hold: Change<'hold'>[] = [];
  const sources: Change<SourceSpan['value']>[] = [];
  const gaps: Change<Gap['value']>[] = [];
  const marks: MarkPoint[] = [];
  const chat: ChatPoint[] = [];
  const network: { customer: Sample[]; supervisor: Sample[] } = { customer: [], supervisor: [] };
  const stills: number[] = [];
  let cause: Absence = 'lost';
  let view = emptyView(events[0]?.session ?? '');
  for (const event of events) {
    const { t } = event;
    const before = view;
    view = fold(view, event);
    const live = isInCall(view.state);
    if (before.curtain !== view.curtain || live !== isInCall(before.state)) curtain.push({ t, value: live && view.curtain.drawn ? 'curtain' : null });
    if (before.state !== view.state) {
      hold.push({ t, value: view.state.name === 'held' ? 'hold' : null });
      gaps.push({ t, value: gapOf(view, cause) });
    }
    if (before.picture !== view.picture || live !== isInCall(before.state)) sources.push({ t, value: live ? sourceOf(view) : null });
    switch (event.type) {
      case 'participant.left':
        cause = event.data.absence;
        break;
      case 'mark.drawn': {
        const { n, shape, colour, label } = event.data.mark;
        marks.push({ t, n, shape: shape.kind, colour, label });
        break;
      }
      case 'talk.said':
        if (event.actor.role !== 'service') chat.push({ t, by: event.actor.role });
        break;
      case 'media.still':
        stills.push(t);
        break;
      case 'quality.sampled': {
        const { participant, quality } = event.data;
        const series = participant === view.customer?.participant ? network.customer : network.supervisor;
        series.push({ t, quality, grade: grade(quality) });
      }
    }
  }
  return {
    ...stepsOf(events, end),
    marks,
    chat,
    network,
    curtain: runs(curtain, end),
    hold: runs(hold, end),
    sources: runs(sources, end, (a, b) => a.source === b.source && a.frozen === b.frozen),
    stills,
    gaps: runs(gaps, end, (a, b) => a.away === b.away),
  };
}

function sourceOf({ picture }: SessionView): SourceSpan['value'] | null {
  return picture.source === 'none' ? null : { source: picture.source, frozen: picture.frozen !== null };
}

function gapOf({ state }: SessionView, cause: Absence): Gap['value'] | null {
  if (state.name !== 'interrupted') return null;
  const away = state.customer_away && state.supervisor_away ? 'both' : state.customer_away ? 'customer' : 'supervisor';
  return { away, cause };
}

type Draft = { from: number; to: number | null; n: number; text: Private; tone: StepSpan['tone']; wasStuck: boolean };

/** A step's stretch lasts until it is done, taken back or followed by the next; the wrap-up ends what is open. */
function stepsOf(events: readonly Envelope[], end: number): { steps: StepSpan[]; ending: Ending | null } {
  const drafts = new Map<string, Draft>();
  const ending = { from: null as number | null, disposition: null as Ending['disposition'], outcome: null as Ending['outcome'] };
  const cut = (t: number) => {
    for (const draft of drafts.values()) draft.to ??= t;
  };
  for (const event of events) {
    const { t } = event;
    switch (event.type) {
      case 'step.sent':
        cut(t);
        drafts.set(event.data.step, { from: t, to: null, n: event.data.n, text: event.data.text, tone: 'open', wasStuck: false });
        break;
      case 'step.stuck':
        change(drafts.get(event.data.step), { tone: 'stuck', wasStuck: true });
        break;
      case 'step.done':
        change(drafts.get(event.data.step), { tone: 'done' }, t);
        break;
      case 'step.withdrawn':
        change(drafts.get(event.data.step), { tone: 'withdrawn' }, t);
        break;
      case 'session.wrapping_up':
        cut(t);
        ending.from = t;
        break;
      case 'session.disposed':
        ending.disposition = event.data.disposition.kind;
        break;
      case 'session.closed':
        cut(t);
        ending.from ??= t;
        ending.outcome = event.data.outcome;
    }
  }
  const { from, ...rest } = ending;
  return {
    steps: [...drafts.values()].map((draft) => ({ ...draft, to: draft.to ?? end })),
    ending: from === null ? null : { ...rest, from, to: end },
  };
}

/** A step that was answered only after the next had been sent keeps its stretch, and gets its answer. */
function change(draft: Draft | undefined, answer: Partial<Draft>, end?: number): void {
  if (!draft) return;
  Object.assign(draft, answer);
  if (end !== undefined) draft.to ??= end;
}

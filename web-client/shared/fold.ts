/**
 * The fold from events to what anyone may know of a session: the same as `protocol/src/fold.rs`, which is the reference.
 * Golden logs hold the two equal. Pure: a folded view is a new object that shares what did not change.
 */
import { VIEW_ITEMS } from './wire/limits';
import type { Actor, CustomerView, Envelope, Participant, Picture, SessionView, Shape, Source, StandingMark, State, StepState } from './wire/wire';

/** What can be shown. A source that only a later build knows shows nothing. */
const SOURCES: ReadonlySet<Source> = new Set(['screen', 'camera', 'photo']);
/** What can be drawn. A mark of a shape that only a later build knows is counted, not drawn. */
const SHAPES: ReadonlySet<Shape['kind']> = new Set(['ring', 'arrow', 'box', 'freehand', 'number', 'text']);

/** The view before any event. */
export function emptyView(session: string): SessionView {
  return {
    session,
    seq: 0,
    last_t: 0,
    state: { name: 'created' },
    state_t: 0,
    active_t: null,
    reference: null,
    topic: null,
    language: null,
    supervisor_name: null,
    supervisor: null,
    customer: null,
    consent: { view_screen: false, view_camera: false, hear: false, snapshot: false },
    curtain: { drawn: false, since_t: 0 },
    picture: { source: 'none', size: null, photo: null, frozen: null, epoch: 0 },
    media: 'none',
    marks: [],
    next_mark: 1,
    steps: [],
    chat: [],
    stills: [],
    snapshot_wanted: null,
    judgement: null,
  };
}

/** Folds one event into a view, the customer's as well. One that is already folded in changes nothing; an unknown type changes only `seq` and `last_t`. */
export function fold<View extends CustomerView>(view: View, event: Envelope): View {
  if (event.seq <= view.seq) return view;
  return { ...view, ...changes(view, event), seq: event.seq, last_t: event.t };
}

function changes(view: CustomerView, event: Envelope): Partial<SessionView> {
  const { t, actor } = event;
  const enter = (state: State): Partial<SessionView> => ({ state, state_t: t });
  switch (event.type) {
    case 'session.created':
      return {
        reference: event.data.reference,
        topic: event.data.topic,
        language: event.data.language,
        supervisor_name: event.data.supervisor,
        ...newSupervisor(actor, t),
      };
    case 'session.invited':
      return { ...enter({ name: 'invited', expires_t: event.data.expires_t }), customer: null };
    case 'session.asking': {
      const { via, participant, language, abilities } = event.data;
      return { ...enter({ name: 'asking' }), customer: { ...person(participant, t), via, language, abilities, hidden: false, asked_t: t } };
    }
    case 'session.admitted':
      return enter({ name: 'authorizing' });
    case 'session.active':
      return { ...enter({ name: 'active' }), active_t: t };
    case 'session.held':
      return enter({ name: 'held' });
    case 'session.unheld':
      return enter({ name: 'active' });
    case 'session.interrupted':
      return enter({ name: 'interrupted', ...event.data, held: isHeld(view.state) });
    case 'session.resumed':
      return enter({ name: view.state.name === 'interrupted' && view.state.held ? 'held' : 'active' });
    case 'session.taken_over':
      return { supervisor_name: event.data.supervisor, ...newSupervisor(actor, t) };
    case 'session.wrapping_up':
      return { ...stopped, ...enter({ name: 'wrapping_up', reason: event.data.reason }) };
    case 'session.disposed':
      return { judgement: event.data };
    case 'session.closed':
      return { ...stopped, ...enter({ name: 'over', outcome: event.data.outcome }) };
    case 'participant.joined':
      return withPerson(view, idOf(actor), { tab: event.data.tab, since_t: t });
    case 'participant.left':
      return withPerson(view, event.data.participant, { tab: null, since_t: t });
    case 'participant.page':
      return view.customer ? { customer: { ...view.customer, hidden: event.data.hidden } } : {};
    case 'consent.granted':
    case 'consent.revoked': {
      const { scope } = event.data;
      // A scope that only a later build knows gives nothing.
      return scope in view.consent ? { consent: { ...view.consent, [scope]: event.type === 'consent.granted' } } : {};
    }
    case 'consent.curtain':
      return { curtain: { drawn: event.data.drawn, since_t: t } };
    case 'talk.muted':
      return withPerson(view, idOf(actor), { muted: event.data.muted });
    case 'talk.said':
      return { chat: pushed(view.chat, { message: event.data.message, from: actor, said_t: t, text: event.data.text }) };
    case 'media.source': {
      const { size, still } = event.data;
      const { picture } = view;
      const source = SOURCES.has(event.data.source) ? event.data.source : 'none';
      const shown = { source, size, photo: still };
      // A phone that turns behind a frozen picture changes nothing that anybody sees.
      if (picture.frozen !== null && picture.source === source && still === null) return { picture: { ...picture, ...shown } };
      return nextEpoch(view, { ...shown, frozen: null });
    }
    case 'media.state':
      return { media: event.data.media };
    case 'media.frozen':
      return nextEpoch(view, { frozen: event.data.still });
    case 'media.unfrozen':
      return nextEpoch(view, { frozen: null });
    case 'media.still': {
      const { still } = event.data;
      return { stills: pushed(view.stills, { ...still, stored_t: t }), snapshot_wanted: view.snapshot_wanted === still.still ? null : view.snapshot_wanted };
    }
    case 'media.snapshot_wanted':
      return { snapshot_wanted: event.data.still };
    case 'media.snapshot_missed':
      return view.snapshot_wanted === event.data.still ? { snapshot_wanted: null } : {};
    case 'mark.drawn':
      if (!SHAPES.has(event.data.mark.shape.kind)) return {};
      return { next_mark: event.data.mark.n + 1, marks: [...view.marks, { ...event.data.mark, drawn_t: t, faded: false }] };
    case 'mark.removed':
      return { marks: view.marks.filter((standing) => standing.mark !== event.data.mark) };
    case 'mark.cleared':
      return { marks: [] };
    case 'step.sent':
      return { steps: pushed(view.steps, { ...event.data, state: 'sent', sent_t: t, state_t: t }) };
    case 'step.seen':
    case 'step.done':
    case 'step.stuck':
    case 'step.withdrawn':
      // Each is named for the state that it brings.
      return withStep(view, event.data.step, event.type.slice(5) as StepState, t);
    case 'quality.sampled':
      return withPerson(view, event.data.participant, { quality: event.data.quality });
    case 'pointer.trail': // tells where the pointer was, not how anything stands
      return {};
    default:
      // A later build's event: it is counted, not understood. The type check still fails when a known one is missing above.
      event satisfies never;
      return {};
  }
}

/** The still that everybody sees instead of a live picture. */
export function stillOf(picture: Picture): string | null {
  return picture.frozen ?? picture.photo;
}

const stopped = { media: 'none', snapshot_wanted: null } as const;

function isHeld(state: State): boolean {
  return state.name === 'held' || (state.name === 'interrupted' && state.held);
}

function person(participant: string, t: number): Participant {
  return { participant, tab: null, since_t: t, muted: false };
}

function idOf(actor: Actor): string | null {
  return actor.role === 'service' ? null : actor.participant;
}

function newSupervisor(actor: Actor, t: number): Partial<SessionView> {
  return actor.role === 'supervisor' ? { supervisor: person(actor.participant, t) } : {};
}

function withPerson(view: CustomerView, id: string | null, change: Partial<Participant>): Partial<SessionView> {
  if (view.customer?.participant === id) return { customer: { ...view.customer, ...change } };
  if (view.supervisor?.participant === id) return { supervisor: { ...view.supervisor, ...change } };
  return {};
}

function withStep(view: CustomerView, id: string, state: StepState, state_t: number): Partial<SessionView> {
  return { steps: view.steps.map((step) => (step.step === id ? { ...step, state, state_t } : step)) };
}

/** A new picture: marks on a live picture lose their hold; those on a still that is shown again get it back. */
function nextEpoch(view: CustomerView, change: Partial<Picture>): Partial<SessionView> {
  const picture = { ...view.picture, ...change, epoch: view.picture.epoch + 1 };
  const still = stillOf(picture);
  const marks = view.marks.map((mark): StandingMark => ({ ...mark, faded: mark.anchor.still === null || mark.anchor.still !== still }));
  return { picture, marks };
}

/** Keeps the newest items where a session has more than a view holds. */
function pushed<T>(items: readonly T[], item: T): T[] {
  return [...items.slice(items.length >= VIEW_ITEMS ? 1 : 0), item];
}

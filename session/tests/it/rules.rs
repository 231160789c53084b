//! What holds for every input of every run.

use cicerone_protocol::event::{Media, Scope};
use cicerone_protocol::picture::Source;
use cicerone_protocol::view::{SessionView, State};
use cicerone_protocol::{CustomerView, Envelope, ErrorCode, Event};
use cicerone_session::{Gates, Session};

pub(crate) fn a_refusal_says_why(code: ErrorCode) {
    let sentence = code.sentence();
    assert!(sentence.ends_with('.') && sentence.contains(' '), "{code:?} says {sentence:?}");
}

/// `seq` has no gap, `t` never falls, and nothing stands after the end.
pub(crate) fn an_event_has_its_place(last: Option<&Envelope>, envelope: &Envelope) {
    assert_eq!(envelope.seq, last.map_or(1, |last| last.seq + 1));
    let Some(last) = last else { return };
    assert!(envelope.t >= last.t, "t falls at {}", envelope.seq);
    let closed = matches!(last.event.known(), Some(Event::SessionClosed { .. }));
    assert!(!closed, "something follows the end: {envelope:?}");
}

/// Says whether the picture may be looked at and pointed at: written anew, from consent, curtain and state alone.
fn may_see(view: &SessionView) -> bool {
    let scope = match view.picture.source {
        Source::None => return false,
        Source::Screen => Scope::ViewScreen,
        Source::Camera => Scope::ViewCamera,
        Source::Photo => Scope::Snapshot,
    };
    view.state == (State::Active {}) && !view.curtain.drawn && view.consent.has(scope)
}

fn may_keep(view: &SessionView) -> bool {
    view.state == (State::Active {}) && !view.curtain.drawn && view.consent.has(Scope::Snapshot)
}

/// Nothing is pointed at or kept without consent that stands.
pub(crate) fn an_event_is_allowed(view: &SessionView, event: &Event) {
    assert!(!view.state.is_over(), "a session that is over changes: {event:?}");
    let allowed = match event {
        Event::MarkDrawn { .. } => may_see(view),
        Event::MediaFrozen { .. } | Event::MediaSnapshotWanted { .. } => may_see(view) && may_keep(view),
        Event::MediaStill { .. } => may_keep(view),
        _ => true,
    };
    assert!(allowed, "{event:?} is not allowed in {view:?}");
}

/// Gates open by consent alone; what shuts is named beforehand; what only takes away opens none.
pub(crate) fn gates_follow(before: &Session, after: &Session, shuts: Gates, takes_away: bool) {
    let (view, open) = (after.view(), after.gates());
    assert!(!open.video || may_see(view), "the picture is open in {view:?}");
    let muted = view.customer.as_ref().is_none_or(|customer| customer.participant.muted);
    assert!(!open.customer_voice || (view.consent.hear && !muted), "the voice is open in {view:?}");
    assert!(open == Gates::NONE || view.state == (State::Active {}), "a gate is open in {:?}", view.state);
    let shut = before.gates().without(open);
    assert_eq!(shut.without(shuts), Gates::NONE, "a gate shuts that was not named beforehand");
    assert!(!takes_away || open.without(before.gates()) == Gates::NONE, "what takes away opens a gate");
}

/// The relay carries video of a call only, and only while that is what the customer shows.
pub(crate) fn media_is_of_the_source(view: &SessionView) {
    let live = matches!(view.picture.source, Source::Screen | Source::Camera);
    assert!(view.media == Media::None || (live && view.active_t.is_some()), "{:?} of {:?}", view.media, view.picture.source);
}

/// The customer's page, which gets only what it may see, holds what the server would tell it anew, and nothing that is staff's own.
pub(crate) fn a_customer_may_know_it(whole: &SessionView, page: &SessionView) {
    let told = CustomerView::of(whole);
    let page = CustomerView { seq: whole.seq, last_t: whole.last_t, ..CustomerView::of(page) };
    assert_eq!(told, page, "the customer's page and the server differ");
    // The type has no place for them; that its text has none either is looked at now and then, because it costs as much as a whole step.
    if !whole.seq.is_multiple_of(16) {
        return;
    }
    let json = serde_json::to_string(&told).unwrap();
    let own =
        ["\"reference\"", "\"topic\"", "\"judgement\"", "\"quality\"", "Iván Ríos, 4711", "The heating", "New pump needed."];
    let told: Vec<_> = own.into_iter().filter(|own| json.contains(own)).collect();
    assert!(told.is_empty(), "the customer's page is told {told:?}");
}

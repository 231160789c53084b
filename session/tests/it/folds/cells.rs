//! What the guards of the fold read, for each type of event: the runs must have come to every cell of the table, or a guard could be
//! missing in one of the two folds and nobody would know.

use cicerone_protocol::event::Outcome;
use cicerone_protocol::view::{SessionView, State};
use cicerone_protocol::{Actor, Envelope, Event, ParticipantId, StillId, limits};
use std::collections::BTreeMap;

const ALWAYS: &[&str] = &["always"];
const BY: &[&str] = &["by a supervisor", "by another"];
const WHOSE: &[&str] = &["the customer's", "the supervisor's", "nobody's who is known"];
const KNOWN: &[&str] = &["known", "unknown"];
const SCOPE: &[&str] = &["view_screen", "view_camera", "hear", "snapshot"];
const LIST: &[&str] = &["there is room", "the list is full"];
const WANTED: &[&str] = &["this one is wanted", "another is wanted", "none is wanted"];
const MARKS: [&str; 3] = ["a mark on a live picture", "a mark on the still that is shown", "a mark on another still"];

/// Type of event, and every cell of its row.
const TABLE: &[(&str, &[&str])] = &[
    ("session.created", BY),
    ("session.invited", &["somebody was at the door", "nobody was at the door"]),
    ("session.asking", ALWAYS),
    ("session.admitted", ALWAYS),
    ("session.active", ALWAYS),
    ("session.held", ALWAYS),
    ("session.unheld", ALWAYS),
    ("session.interrupted", &["not on hold", "on hold", "on hold, interrupted before", "interrupted before"]),
    ("session.resumed", &["on hold before", "not on hold before", "was not interrupted"]),
    ("session.taken_over", BY),
    ("session.wrapping_up", &["something is shown or wanted", "nothing is"]),
    ("session.disposed", ALWAYS),
    ("session.closed", &["completed", "expired", "cancelled", "turned_away", "declined", "failed"]),
    ("participant.joined", WHOSE),
    ("participant.left", WHOSE),
    ("participant.page", &["the customer is known", "no customer is known"]),
    ("consent.granted", SCOPE),
    ("consent.revoked", SCOPE),
    ("consent.curtain", &["drawn", "opened"]),
    ("talk.muted", WHOSE),
    ("talk.said", LIST),
    (
        "media.source",
        &[
            "not frozen",
            "frozen, another source",
            "frozen, the same source, a still",
            "frozen, the same source, no still",
            MARKS[0],
            MARKS[1],
            MARKS[2],
        ],
    ),
    ("media.state", &["none", "live", "stalled"]),
    ("media.frozen", &MARKS),
    ("media.unfrozen", &MARKS),
    ("media.still", &[WANTED[0], WANTED[1], WANTED[2], LIST[0], LIST[1]]),
    ("media.snapshot_wanted", ALWAYS),
    ("media.snapshot_missed", WANTED),
    ("mark.drawn", ALWAYS),
    ("mark.removed", KNOWN),
    ("mark.cleared", ALWAYS),
    ("pointer.trail", ALWAYS),
    ("step.sent", LIST),
    ("step.seen", KNOWN),
    ("step.done", KNOWN),
    ("step.stuck", KNOWN),
    ("step.withdrawn", KNOWN),
    ("quality.sampled", WHOSE),
    ("later.event", &["a type that this build does not know"]),
];

/// How often runs came to each cell.
#[derive(Debug)]
pub(crate) struct Cells(BTreeMap<(&'static str, &'static str), u64>);

impl Cells {
    pub(crate) fn new() -> Self {
        let cells = TABLE.iter().flat_map(|(kind, cells)| cells.iter().map(|cell| ((*kind, *cell), 0)));
        Self(cells.collect())
    }

    /// Counts an event that comes upon a view.
    pub(crate) fn count(&mut self, before: &SessionView, envelope: &Envelope) {
        let json = serde_json::to_value(&envelope.event).unwrap();
        let kind = json["type"].as_str().unwrap();
        let (kind, _) = *TABLE.iter().find(|(known, _)| *known == kind).unwrap_or_else(|| panic!("{kind} has no row"));
        for cell in cells_of(before, envelope) {
            *self.0.get_mut(&(kind, cell)).unwrap_or_else(|| panic!("{kind} has no cell {cell:?}")) += 1;
        }
    }

    pub(crate) fn add(&mut self, other: Self) {
        for (cell, count) in other.0 {
            *self.0.entry(cell).or_default() += count;
        }
    }

    /// Holds every type of event to have a row, and every cell to have been come to.
    pub(crate) fn hold(&self) {
        let rows: Vec<_> = TABLE.iter().map(|(kind, _)| *kind).filter(|kind| *kind != "later.event").collect();
        assert_eq!(rows, Event::TYPES, "every type of event has one row, in order");
        let empty: Vec<_> =
            self.0.iter().filter(|(_, count)| **count == 0).map(|((kind, cell), _)| format!("{kind}: {cell}")).collect();
        assert!(empty.is_empty(), "no run came to\n{}", empty.join("\n"));
    }
}

fn cells_of(view: &SessionView, envelope: &Envelope) -> Vec<&'static str> {
    let Some(event) = envelope.event.known() else { return vec!["a type that this build does not know"] };
    let one =
        match event {
            Event::SessionCreated { .. } | Event::SessionTakenOver { .. } => {
                if matches!(envelope.actor, Actor::Supervisor { .. }) { BY[0] } else { BY[1] }
            }
            Event::SessionInvited { .. } if view.customer.is_some() => "somebody was at the door",
            Event::SessionInvited { .. } => "nobody was at the door",
            Event::SessionInterrupted { .. } => match view.state {
                State::Held {} => "on hold",
                State::Interrupted { held: true, .. } => "on hold, interrupted before",
                State::Interrupted { held: false, .. } => "interrupted before",
                _ => "not on hold",
            },
            Event::SessionResumed {} => match view.state {
                State::Interrupted { held: true, .. } => "on hold before",
                State::Interrupted { held: false, .. } => "not on hold before",
                _ => "was not interrupted",
            },
            Event::SessionWrappingUp { .. }
                if view.media == cicerone_protocol::event::Media::None && view.snapshot_wanted.is_none() =>
            {
                "nothing is"
            }
            Event::SessionWrappingUp { .. } => "something is shown or wanted",
            Event::SessionClosed { outcome } => outcome_name(*outcome),
            Event::ParticipantJoined { .. } | Event::TalkMuted { .. } => match envelope.actor {
                Actor::Customer { participant } | Actor::Supervisor { participant } => whose(view, participant),
                Actor::Service {} => WHOSE[2],
            },
            Event::ParticipantLeft { participant, .. } | Event::QualitySampled { participant, .. } => whose(view, *participant),
            Event::ParticipantPage { .. } if view.customer.is_some() => "the customer is known",
            Event::ParticipantPage { .. } => "no customer is known",
            Event::ConsentGranted { scope } | Event::ConsentRevoked { scope } => SCOPE[*scope as usize],
            Event::ConsentCurtain { drawn } => {
                if *drawn {
                    "drawn"
                } else {
                    "opened"
                }
            }
            Event::TalkSaid { .. } => room(view.chat.len()),
            Event::StepSent { .. } => room(view.steps.len()),
            Event::MediaSource { source, still, .. } => {
                let cell = match (view.picture.frozen, view.picture.source == *source, still) {
                    (None, ..) => return marks(view, *still).into_iter().chain(["not frozen"]).collect(),
                    (Some(_), true, None) => return vec!["frozen, the same source, no still"],
                    (Some(_), true, Some(_)) => "frozen, the same source, a still",
                    (Some(_), false, _) => "frozen, another source",
                };
                return marks(view, *still).into_iter().chain([cell]).collect();
            }
            Event::MediaState { media } => ["none", "live", "stalled"][*media as usize],
            Event::MediaFrozen { still } => return marks(view, Some(*still)),
            Event::MediaUnfrozen {} => return marks(view, view.picture.photo),
            Event::MediaStill { still } => return vec![wanted(view, still.still), room(view.stills.len())],
            Event::MediaSnapshotMissed { still } => wanted(view, *still),
            Event::MarkRemoved { mark } => known(view.marks.iter().any(|standing| standing.mark.mark == *mark)),
            Event::StepSeen { step } | Event::StepDone { step } | Event::StepStuck { step } | Event::StepWithdrawn { step } => {
                known(view.steps.iter().any(|sent| sent.step == *step))
            }
            Event::SessionAsking { .. }
            | Event::SessionAdmitted {}
            | Event::SessionActive {}
            | Event::SessionHeld {}
            | Event::SessionUnheld {}
            | Event::SessionDisposed { .. }
            | Event::MediaSnapshotWanted { .. }
            | Event::MarkDrawn { .. }
            | Event::MarkCleared {}
            | Event::PointerTrail { .. } => ALWAYS[0],
        };
    vec![one]
}

const fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Completed => "completed",
        Outcome::Expired => "expired",
        Outcome::Cancelled => "cancelled",
        Outcome::TurnedAway => "turned_away",
        Outcome::Declined => "declined",
        Outcome::Failed => "failed",
    }
}

fn whose(view: &SessionView, who: ParticipantId) -> &'static str {
    if view.customer.as_ref().is_some_and(|customer| customer.participant.participant == who) {
        WHOSE[0]
    } else if view.supervisor.as_ref().is_some_and(|supervisor| supervisor.participant == who) {
        WHOSE[1]
    } else {
        WHOSE[2]
    }
}

const fn known(is: bool) -> &'static str {
    if is { KNOWN[0] } else { KNOWN[1] }
}

const fn room(items: usize) -> &'static str {
    if items < limits::VIEW_ITEMS { LIST[0] } else { LIST[1] }
}

fn wanted(view: &SessionView, still: StillId) -> &'static str {
    match view.snapshot_wanted {
        Some(wanted) if wanted == still => WANTED[0],
        Some(_) => WANTED[1],
        None => WANTED[2],
    }
}

/// Which marks stand when another picture comes, which is this still or a live one.
fn marks(view: &SessionView, shown: Option<StillId>) -> Vec<&'static str> {
    let anchors = view.marks.iter().map(|standing| standing.mark.anchor.still);
    anchors
        .map(|still| match still {
            None => MARKS[0],
            still if still == shown => MARKS[1],
            Some(_) => MARKS[2],
        })
        .collect()
}

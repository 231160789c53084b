//! The names of the types of events.

use super::kinds::Event;

impl Event {
    /// Every type that this build knows, as it stands on the wire.
    pub const TYPES: &'static [&'static str] = &[
        "session.created",
        "session.invited",
        "session.asking",
        "session.admitted",
        "session.active",
        "session.held",
        "session.unheld",
        "session.interrupted",
        "session.resumed",
        "session.taken_over",
        "session.wrapping_up",
        "session.disposed",
        "session.closed",
        "participant.joined",
        "participant.left",
        "participant.page",
        "consent.granted",
        "consent.revoked",
        "consent.curtain",
        "talk.muted",
        "talk.said",
        "media.source",
        "media.state",
        "media.frozen",
        "media.unfrozen",
        "media.still",
        "media.snapshot_wanted",
        "media.snapshot_missed",
        "mark.drawn",
        "mark.removed",
        "mark.cleared",
        "pointer.trail",
        "step.sent",
        "step.seen",
        "step.done",
        "step.stuck",
        "step.withdrawn",
        "quality.sampled",
    ];
}

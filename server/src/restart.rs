//! What pages are told when the server stops: come back soon, but not all at once.

use cicerone_protocol::message::ServerMessage;
use rand::Rng;

/// Milliseconds for which a page goes on trying to come back.
const TRY_FOR_MS: u32 = 120_000;

/// When a page comes back.
pub(crate) struct Restart {
    /// Milliseconds until its first try, drawn anew for each page.
    pub(crate) reconnect_in_ms: u32,
    /// Milliseconds for which it goes on trying.
    pub(crate) try_for_ms: u32,
}

/// Draws when a page comes back.
pub(crate) fn spread() -> Restart {
    Restart { reconnect_in_ms: rand::rng().random_range(300..1_500), try_for_ms: TRY_FOR_MS }
}

/// The last word to a session's page.
pub(crate) fn restarting() -> ServerMessage {
    let Restart { reconnect_in_ms, try_for_ms } = spread();
    ServerMessage::Restarting { reconnect_in_ms, try_for_ms }
}

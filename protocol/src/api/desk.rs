//! The desk's socket: the list of sessions that are not over, live.

use super::sessions::SessionSummary;
use crate::error::ErrorCode;
use crate::ids::SessionId;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// First message on the desk's socket.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum FromDesk {
    /// Authenticates, within five seconds of connecting.
    Hello {
        /// A staff access token.
        token: String,
    },
    /// Answers a ping.
    Pong {
        /// The ping's number.
        n: u32,
    },
}

impl fmt::Debug for FromDesk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hello { .. } => "Hello",
            Self::Pong { .. } => "Pong",
        })
    }
}

/// What the desk's socket says: the list of sessions that are not over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum ToDesk {
    /// All of them; sent first.
    Sessions {
        /// Newest first.
        sessions: Vec<SessionSummary>,
    },
    /// One is new or changed.
    Changed {
        /// It.
        session: Box<SessionSummary>,
    },
    /// One is over.
    Gone {
        /// It.
        session: SessionId,
    },
    /// Asks for a pong.
    Ping {
        /// Its number.
        n: u32,
    },
    /// The server stops; reconnect after the given time.
    Restarting {
        /// Milliseconds to wait before the first try.
        reconnect_in_ms: u32,
        /// Milliseconds to go on trying.
        try_for_ms: u32,
    },
    /// The connection ends.
    Problem {
        /// Why.
        code: ErrorCode,
        /// The same in a sentence.
        sentence: String,
    },
}

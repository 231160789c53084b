//! What the server says to a page on a session's socket.

use crate::customer_view::CustomerView;
use crate::error::ErrorCode;
use crate::event::{Envelope, Quality};
use crate::ids::{ParticipantId, StillId};
use crate::sdp::Sdp;
use crate::time::SessionTime;
use crate::view::SessionView;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The page's role in the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum PageRole {
    /// The customer.
    Customer,
    /// The session's supervisor.
    Supervisor,
}

/// The view as a page of either role may know it. The customer's is told by its having no field that staff alone may see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(untagged)]
#[ts(export_to = "wire.ts")]
pub enum PageView {
    /// The customer's page.
    Customer(Box<CustomerView>),
    /// The supervisor's page.
    Supervisor(Box<SessionView>),
}

/// Everything that the server says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum ServerMessage {
    /// Answers the hello. Pages may send from now on.
    Welcome {
        /// The server's [`crate::command::WIRE_VERSION`].
        v: u8,
        /// Who the page is.
        participant: ParticipantId,
        /// As what.
        role: PageRole,
        /// The server's session time now, to set the page's clock by.
        now_t: SessionTime,
        /// The newest command number of this tab that the server has handled, 0 for none.
        dseq: u32,
        /// A fresh resume token for the customer's next connection; it takes the place of the one before.
        resume: Option<String>,
        /// Video codecs in the order to prefer, as in `video/VP8`.
        codecs: Vec<String>,
        /// The whole view; absent where the page has all but the last events, which then follow.
        view: Option<PageView>,
    },
    /// New events, in order. To the customer, those for staff alone are left out.
    Events {
        /// 1..=500 events.
        events: Vec<Envelope>,
    },
    /// A command was handled; its events, if any, were sent before.
    Done {
        /// Which.
        dseq: u32,
        /// The session's newest `seq` then.
        seq: u64,
    },
    /// A command was refused; nothing was done.
    Refused {
        /// Which.
        dseq: u32,
        /// Why.
        code: ErrorCode,
        /// The same in a sentence.
        sentence: String,
    },
    /// Answers an offer.
    Answer {
        /// Which.
        id: u32,
        /// The answer.
        sdp: Sdp,
    },
    /// An offer could not be answered.
    OfferRefused {
        /// Which.
        id: u32,
        /// Why.
        code: ErrorCode,
        /// The same in a sentence.
        sentence: String,
    },
    /// How a person's connection does, once a second. Not logged at this rate. Staff only.
    Quality {
        /// Whose.
        participant: ParticipantId,
        /// How.
        quality: Quality,
    },
    /// Asks the customer's page for its picture at full size, to be posted as a still.
    SnapshotWanted {
        /// The id to post it under.
        still: StillId,
        /// Until when, in milliseconds from now.
        within_ms: u32,
    },
    /// Asks for a pong, once a second. Also what a page in the background redraws on.
    Ping {
        /// Its number.
        n: u32,
        /// The server's session time now.
        now_t: SessionTime,
    },
    /// A newer tab of the same person took this one's place; the server closes the connection.
    Replaced {},
    /// Somebody else is the session's supervisor now; the server closes the connection.
    TakenOver {},
    /// The session is over; the server closes the connection.
    Over {},
    /// The server stops; reconnect after the given time, spread so that not all come at once.
    Restarting {
        /// Milliseconds to wait before the first try.
        reconnect_in_ms: u32,
        /// Milliseconds to go on trying.
        try_for_ms: u32,
    },
    /// Something outside any command was wrong. The connection goes on where `closing` is false.
    Problem {
        /// What.
        code: ErrorCode,
        /// The same in a sentence.
        sentence: String,
        /// The server closes the connection.
        closing: bool,
    },
}

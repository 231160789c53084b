//! What pages may ask for: one inbound enum per role, so that a permission is the type that a handler is given.
//!
//! None of these messages can act on the customer's device. A supervisor can show (point, mark, send a step) and ask (for a snapshot,
//! for which the customer's page reads its own track); the customer's own hands do everything else. A test enumerates the set.

use crate::event::{Abilities, Disposition, Quality, Scope};
use crate::ids::{MarkId, ParticipantId, StepId, StillId, TabId};
use crate::picture::{Anchor, Colour, FrameSize, Shape, Source};
use crate::sdp::Sdp;
use crate::strict::strict;
use crate::text::{ChatText, Hint, Label, Language, Name, Note, StepText, Topic};
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// The version of the conversation between page and server.
pub const WIRE_VERSION: u8 = 1;

/// The first message on a session's socket.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum Hello {
    /// Authenticates, within five seconds of connecting.
    Hello {
        /// [`WIRE_VERSION`].
        v: u8,
        /// A customer's resume token, or a staff access token.
        token: String,
        /// This page.
        tab: TabId,
        /// The last `seq` that this page has, to get only the rest.
        have: Option<u64>,
    },
}

impl fmt::Debug for Hello {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Hello { v, tab, have, .. } = self;
        write!(f, "Hello {{ v: {v}, tab: {tab:?}, have: {have:?} }}")
    }
}

/// Everything that the customer's page can say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum FromCustomer {
    /// Asks for something that the log will show.
    Do {
        /// The tab's own number of this command, from 1, rising by one.
        dseq: u32,
        /// What.
        command: CustomerCommand,
    },
    /// Offers a peer connection. The page always offers, the server always answers.
    Offer {
        /// The page's number of this offer.
        id: u32,
        /// The offer.
        sdp: Sdp,
    },
    /// Tells how the page's connection does, once a second.
    Quality {
        /// How.
        #[serde(deserialize_with = "strict")]
        quality: Quality,
    },
    /// Answers a ping.
    Pong {
        /// The ping's number.
        n: u32,
    },
}

/// What the customer can do to the session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum CustomerCommand {
    /// Answers the consent page; the help begins, whatever was agreed to.
    Begin {
        /// What is agreed to; possibly nothing.
        scopes: Vec<Scope>,
    },
    /// Does not want to begin.
    Decline {},
    /// Agrees to one thing more.
    Grant {
        /// To what.
        scope: Scope,
    },
    /// Takes consent back.
    Revoke {
        /// For what.
        scope: Scope,
    },
    /// Draws the curtain or opens it.
    Curtain {
        /// Drawn, or open.
        drawn: bool,
    },
    /// Mutes the microphone or opens it.
    Mute {
        /// Muted, or open.
        muted: bool,
    },
    /// Tells what is shown from now on, before its first frame is sent.
    Source {
        /// What.
        #[serde(deserialize_with = "strict")]
        source: Source,
        /// Its size; none for [`Source::None`].
        size: Option<FrameSize>,
        /// The stored still, for [`Source::Photo`].
        still: Option<StillId>,
    },
    /// Tells that the page showed a step.
    StepSeen {
        /// Which.
        step: StepId,
    },
    /// Did the step.
    StepDone {
        /// Which.
        step: StepId,
    },
    /// Is stuck at the step.
    StepStuck {
        /// Which.
        step: StepId,
    },
    /// Writes a chat message.
    Say {
        /// The text.
        text: ChatText,
    },
    /// Tells that the page went to the background or came back.
    Page {
        /// In the background.
        hidden: bool,
    },
    /// Ends the call.
    Stop {},
}

/// Everything that the supervisor's page can say on a session's socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum FromSupervisor {
    /// Asks for something that the log will show.
    Do {
        /// The tab's own number of this command, from 1, rising by one.
        dseq: u32,
        /// What.
        command: SupervisorCommand,
    },
    /// Offers a peer connection. The page always offers, the server always answers.
    Offer {
        /// The page's number of this offer.
        id: u32,
        /// The offer.
        sdp: Sdp,
    },
    /// Tells how the page's connection does, once a second.
    Quality {
        /// How.
        #[serde(deserialize_with = "strict")]
        quality: Quality,
    },
    /// Answers a ping.
    Pong {
        /// The ping's number.
        n: u32,
    },
}

/// What the supervisor can do to the session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum SupervisorCommand {
    /// Lets in who asks.
    Admit {},
    /// Turns away who asks.
    TurnAway {},
    /// Gives the session up before anyone is in.
    Cancel {},
    /// Puts the call on hold.
    Hold {},
    /// Takes the call off hold.
    Unhold {},
    /// Draws a lasting mark.
    Mark {
        /// Its form.
        shape: Shape,
        /// Its colour.
        #[serde(deserialize_with = "strict")]
        colour: Colour,
        /// Its words.
        label: Option<Label>,
        /// What it is tied to.
        anchor: Anchor,
    },
    /// Takes a mark away.
    Unmark {
        /// Which.
        mark: MarkId,
    },
    /// Takes all marks away.
    Clear {},
    /// Freezes the picture at a still that was stored before.
    Freeze {
        /// Which.
        still: StillId,
    },
    /// Goes back to the live picture.
    Unfreeze {},
    /// Asks the customer's page for its picture at full size.
    WantSnapshot {},
    /// Sends a step.
    SendStep {
        /// The one thing to do.
        text: StepText,
        /// One more sentence.
        hint: Option<Hint>,
        /// A stored picture that belongs to it.
        still: Option<StillId>,
    },
    /// Saw that a step is done.
    StepDone {
        /// Which.
        step: StepId,
    },
    /// Takes a step back.
    WithdrawStep {
        /// Which.
        step: StepId,
    },
    /// Writes a chat message.
    Say {
        /// The text.
        text: ChatText,
    },
    /// Mutes the microphone or opens it.
    Mute {
        /// Muted, or open.
        muted: bool,
    },
    /// Ends the call.
    End {},
    /// Writes the judgement, which closes the log.
    Dispose {
        /// How it ended.
        disposition: Disposition,
        /// What to remember.
        note: Option<Note>,
    },
}

/// What a member of staff fills in for a new session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub struct NewSession {
    /// The customer's name, or the reference that staff use.
    pub reference: Name,
    /// What it is about.
    pub topic: Option<Topic>,
    /// The customer's language.
    pub language: Language,
}

/// How a customer asks in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum Invitation {
    /// With the link's token.
    Link {
        /// The token from the link's fragment.
        token: String,
    },
    /// With the spoken code.
    Code {
        /// Eight digits; spaces and hyphens between them are ignored.
        code: String,
    },
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Link { .. } => "Invitation(link)",
            Self::Code { .. } => "Invitation(code)",
        })
    }
}

/// The "Join" press.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub struct Join {
    /// The invitation, which this uses up.
    pub invitation: Invitation,
    /// Who will be at the door, by an id of the page's own (UUIDv7): a press whose answer was lost is repeated with the same one, and is
    /// one press.
    pub participant: ParticipantId,
    /// The language that the page shows.
    pub language: Language,
    /// What the browser can do.
    #[serde(deserialize_with = "strict")]
    pub abilities: Abilities,
}

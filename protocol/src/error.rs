//! Why something was refused: a stable code for programs and a sentence for people.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident => $sentence:literal),+ $(,)?) => {
        /// A stable, program-readable reason. Codes are never renamed or used again for something else.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[ts(export_to = "wire.ts")]
        pub enum ErrorCode {
            $($(#[$doc])* $name,)+
        }

        impl ErrorCode {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Returns an English sentence that says what to do. Pages show their own, in the reader's language, by code.
            #[must_use]
            pub const fn sentence(self) -> &'static str {
                match self {
                    $(Self::$name => $sentence,)+
                }
            }
        }
    };
}

codes! {
    /// Not JSON, or not of the form that the protocol gives.
    Malformed => "This message is not of the form that the protocol describes. Reload the page to get the current version.",
    /// Larger than its limit.
    TooLarge => "This message is larger than allowed. Send less at once.",
    /// The page speaks a version that this server does not.
    WrongVersion => "The page and the server are of different versions. Reload the page.",
    /// No valid sign-in.
    Unauthenticated => "You are not signed in any more. Sign in again.",
    /// Signed in, but not allowed.
    Forbidden => "Your role may not do this. Ask somebody whose role may.",
    /// There is no such thing, or the reader may not know of it.
    NotFound => "There is nothing here by that name. Check the link.",
    /// More than the rate limit.
    TooMany => "That was too often in a short time. Wait a minute and try again.",
    /// The log cannot be written at the moment.
    StoreUnavailable => "The server cannot write its log right now. Nothing was done; try again in a moment.",
    /// The server is stopping.
    Restarting => "The server is restarting. The page reconnects by itself.",
    /// The server failed.
    Internal => "The server met a fault of its own. Nothing was done; try again.",
    /// The session's state does not allow it.
    WrongState => "This can't be done at this point of the session.",
    /// The session is over.
    SessionOver => "This session is over.",
    /// The customer has not agreed to it.
    NoConsent => "The customer has not agreed to this. Ask them.",
    /// The curtain is drawn.
    CurtainDrawn => "The customer has drawn the curtain. Wait until they open it.",
    /// The call is on hold.
    OnHold => "The call is on hold. Take it off hold first.",
    /// Nothing is shown.
    NoPicture => "There is no picture to point at. Ask the customer to show one.",
    /// The picture changed meanwhile.
    PictureChanged => "The picture changed while this was drawn. Draw it again.",
    /// Unknown step.
    UnknownStep => "There is no such step in this session.",
    /// The step is already finished.
    StepOver => "This step is already finished.",
    /// Unknown mark.
    UnknownMark => "This mark is already gone.",
    /// Unknown still.
    UnknownStill => "There is no such picture in this session.",
    /// Too many marks stand.
    TooManyMarks => "There are too many marks on the picture. Clear some.",
    /// Too many stills are kept.
    TooManyStills => "This session keeps as many pictures as it may.",
    /// The size of the picture is not possible.
    BadSize => "A picture can't have this size.",
    /// A field of a form is wrong.
    BadField => "A field is empty, too long, or has characters that it can't have.",
    /// Not a JPEG within the limits.
    BadStill => "Pictures are JPEG files of at most 400 KiB and 1600 pixels a side.",
    /// An older number than one that was already handled.
    OutOfOrder => "This command is older than one that was already handled. It was not done again.",
    /// The offer could not be answered.
    BadOffer => "The server could not use the browser's media offer. Reload the page.",
    /// The two browsers share no video codec.
    NoCommonCodec => "The two browsers have no video format in common. Use a current browser.",
    /// The invite is unknown or was typed wrong.
    InviteUnknown => "This code or link is not known. Check it with the person who gave it to you.",
    /// The invite was used.
    InviteUsed => "This code or link was used before. Ask for a new one.",
    /// The invite is too old.
    InviteExpired => "This code or link is too old. Ask for a new one.",
    /// Somebody else is the session's supervisor.
    NotYours => "Another supervisor has this session.",
    /// The supervisor is there.
    NotInterrupted => "The session's supervisor is there; it can't be taken over now.",
    /// Name or password is wrong.
    BadCredentials => "Name or password is not right.",
    /// A one-time link was used or is too old.
    LinkSpent => "This sign-in link was used or is too old. Ask an administrator for a new one.",
    /// The name is taken.
    NameTaken => "There is an account of that name already.",
    /// The password is too weak.
    WeakPassword => "A password has at least 10 characters.",
}

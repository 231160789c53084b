//! Ids. Each is a UUIDv7 of its own type, so that one cannot be passed for another; `Debug` shows only a short form.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(export_to = "wire.ts", as = "String")]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID that the caller made (UUIDv7 by convention; any UUID is accepted from outside).
            #[must_use]
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// Returns the UUID itself, for storage keys.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// Returns the last eight hexadecimal digits: enough to follow one id through a log, too little to use it.
            #[must_use]
            pub fn short(self) -> String {
                let text = self.0.simple().to_string();
                text[24..].to_owned()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}(…{})", stringify!($name), self.short())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id!(
    /// One assisted call, from its creation to its last log entry.
    SessionId
);
id!(
    /// One person in a session. A member of staff keeps the same id in every session: it is the id of the account.
    ParticipantId
);
id!(
    /// One open page of one person. The newest tab of a person wins.
    TabId
);
id!(
    /// One step that the supervisor sent.
    StepId
);
id!(
    /// One lasting mark on the picture.
    MarkId
);
id!(
    /// One picture that the log may cite.
    StillId
);
id!(
    /// One chat message.
    MessageId
);

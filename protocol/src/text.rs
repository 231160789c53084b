//! Text from people: bounded, cleaned once at the edge, and marked where it is personal.

use crate::limits;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// Says why a text was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing is left after trimming.
    #[error("the text is empty")]
    Empty,
    /// It is longer than its kind allows.
    #[error("the text has {length} characters; {limit} are allowed")]
    TooLong {
        /// Characters given.
        length: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// It holds control characters other than line breaks and tabs.
    #[error("the text has control characters")]
    Control,
    /// It is not a BCP 47 language tag.
    #[error("the language tag is not of the form that BCP 47 gives")]
    Language,
}

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $limit:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(try_from = "String", into = "String")]
        #[ts(export_to = "wire.ts", as = "String")]
        pub struct $name(String);

        impl $name {
            /// Returns the text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextError;
            fn try_from(text: String) -> Result<Self, TextError> {
                bounded(&text, $limit).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({} characters)", stringify!($name), self.0.chars().count())
            }
        }
    };
}

text!(
    /// Names a person, or says by what reference staff know them.
    Name, limits::NAME_CHARS
);
text!(
    /// Says what a session is about.
    Topic, limits::TOPIC_CHARS
);
text!(
    /// The one thing to do now.
    StepText, limits::STEP_CHARS
);
text!(
    /// One more sentence under a step.
    Hint, limits::HINT_CHARS
);
text!(
    /// A few words beside a mark.
    Label, limits::LABEL_CHARS
);
text!(
    /// One chat message.
    ChatText, limits::CHAT_CHARS
);
text!(
    /// What the supervisor wants remembered at the end.
    Note, limits::NOTE_CHARS
);

fn bounded(text: &str, limit: usize) -> Result<String, TextError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    let length = text.chars().count();
    if length > limit {
        return Err(TextError::TooLong { length, limit });
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(TextError::Control);
    }
    Ok(text.to_owned())
}

/// A BCP 47 language tag, such as `es` or `pt-BR`: its shape is checked, not whether the registry has it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(export_to = "wire.ts", as = "String")]
pub struct Language(String);

impl Language {
    /// Returns the tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Language {
    type Error = TextError;
    fn try_from(tag: String) -> Result<Self, TextError> {
        let mut parts = tag.split('-');
        let primary = parts.next().unwrap_or_default();
        let primary_ok = (2..=8).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
        let rest_ok = parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
        if primary_ok && rest_ok && tag.len() <= limits::LANGUAGE_BYTES { Ok(Self(tag)) } else { Err(TextError::Language) }
    }
}

impl From<Language> for String {
    fn from(tag: Language) -> Self {
        tag.0
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({})", self.0)
    }
}

/// A personal value in an event.
///
/// Pages see it in clear. In the log's body stands only a salted commitment to it; value and salt are kept apart, so that erasing
/// them leaves the hash chain verifiable (see [`crate::log`]).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged, deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum Private {
    /// The value is known.
    Clear {
        /// The value itself.
        clear: String,
    },
    /// The value was erased, or its reader may not see it; the commitment remains.
    Committed {
        /// HMAC-SHA-256(salt, value) in lower-case hexadecimal.
        commitment: String,
    },
}

impl Private {
    /// Wraps a value in clear.
    pub fn clear(value: impl Into<String>) -> Self {
        Self::Clear { clear: value.into() }
    }

    /// Returns the value where it is known.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Clear { clear } => Some(clear),
            Self::Committed { .. } => None,
        }
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clear { .. } => f.write_str("Private(clear, hidden)"),
            Self::Committed { .. } => f.write_str("Private(committed)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_bounded_and_free_of_control_characters() {
        assert_eq!(Label::try_from("  Tap here \n".to_owned()).unwrap().as_str(), "Tap here");
        assert_eq!(Label::try_from(" ".to_owned()), Err(TextError::Empty));
        assert_eq!(Label::try_from("a\u{7}b".to_owned()), Err(TextError::Control));
        let long = "ñ".repeat(limits::LABEL_CHARS + 1);
        assert!(matches!(Label::try_from(long), Err(TextError::TooLong { .. })));
    }

    #[test]
    fn a_language_tag_has_the_shape_of_bcp_47() {
        for good in ["es", "pt-BR", "zh-Hant-TW"] {
            assert!(Language::try_from(good.to_owned()).is_ok(), "{good}");
        }
        for bad in ["", "e", "es_MX", "es-", "<script>"] {
            assert!(Language::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }

    #[test]
    fn personal_values_never_show_in_debug_output() {
        let shown = format!("{:?} {:?}", Private::clear("Iván Ríos"), Name::try_from("Iván Ríos".to_owned()).unwrap());
        assert!(!shown.contains("Iván"));
    }
}

//! Strictness towards pages. Events leave room for what later builds add (`docs/log-format.md`, "How a type grows"); a command does not,
//! because a page that asks for what this build does not know must hear so.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// Reads a value and refuses what this build does not know of it, for `#[serde(deserialize_with = "strict")]`.
///
/// # Errors
/// A field or value is not known, or one is missing.
pub fn strict<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Serialize,
{
    let sent = Value::deserialize(deserializer)?;
    let read: T = serde_json::from_value(sent.clone()).map_err(D::Error::custom)?;
    // What is not known is lost or changed when it is written again.
    let known = serde_json::to_value(&read).map_err(D::Error::custom)?;
    if known == sent { Ok(read) } else { Err(D::Error::custom("it has a field or a value that is not known")) }
}

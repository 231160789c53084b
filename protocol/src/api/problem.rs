//! What every fault of the HTTP interface looks like.

use crate::error::ErrorCode;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A fault as `application/problem+json` (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Problem {
    /// `about:blank`: the code says it all.
    pub r#type: String,
    /// The HTTP status' name.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// A sentence that says what to do.
    pub detail: String,
    /// The stable code.
    pub code: ErrorCode,
}

//! The review: sessions found, and one with its whole log.

use super::sessions::SessionSummary;
use crate::event::Envelope;
use crate::log::verify::Verdict;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One page of the review's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct ReviewList {
    /// Newest first.
    pub sessions: Vec<SessionSummary>,
    /// Sessions that match, on all pages.
    pub total: u64,
    /// What to send as `cursor` for the next page; none on the last.
    pub next: Option<String>,
}

/// One session under review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct ReviewSession {
    /// Its row.
    pub summary: SessionSummary,
    /// Its whole log; erased values are commitments.
    pub events: Vec<Envelope>,
    /// What the verification of its chain found, just now.
    pub verification: Verdict,
}

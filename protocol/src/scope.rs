//! What a customer can agree to, each by itself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the customer can agree to, each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum Scope {
    /// The supervisor sees the screen.
    ViewScreen,
    /// The supervisor sees the camera.
    ViewCamera,
    /// The supervisor hears the customer.
    Hear,
    /// Single pictures are kept in the log.
    Snapshot,
}

impl Scope {
    /// Every scope there is.
    pub const ALL: [Self; 4] = [Self::ViewScreen, Self::ViewCamera, Self::Hear, Self::Snapshot];
}

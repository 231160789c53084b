//! What drivers need from the rest of the server.

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::desk::Desk;
use crate::media::Media;
use crate::store::Store;

/// The parts of the server that every driver uses. A cheap handle; clones share everything.
#[derive(Clone)]
pub(crate) struct Services {
    pub(crate) store: Store,
    pub(crate) media: Media,
    pub(crate) desk: Desk,
    /// Cancelled when the server stops.
    pub(crate) stop: CancellationToken,
    /// Owns the tasks of all drivers.
    pub(crate) tasks: TaskTracker,
}

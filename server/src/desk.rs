//! The desk: the list of sessions that are not over, as every console shows it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use cicerone_protocol::SessionId;
use cicerone_protocol::api::{SessionSummary, ToDesk};
use tokio::sync::broadcast;

/// Changes that wait for a slow console before it is sent the whole list again.
const CHANGES: usize = 256;

/// The list, and who listens to it. A cheap handle; clones share everything.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

struct Inner {
    sessions: Mutex<BTreeMap<SessionId, SessionSummary>>,
    changes: broadcast::Sender<ToDesk>,
}

impl Default for Desk {
    fn default() -> Self {
        let (changes, _) = broadcast::channel(CHANGES);
        Self { inner: Arc::new(Inner { sessions: Mutex::default(), changes }) }
    }
}

impl Desk {
    /// The whole list, newest first, and all that changes after it.
    #[must_use]
    pub fn listen(&self) -> (ToDesk, broadcast::Receiver<ToDesk>) {
        // Subscribed before the list is read, under the lock that changes need: nothing falls between.
        let sessions = self.inner.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        let changes = self.inner.changes.subscribe();
        let list = sessions.values().rev().cloned().collect();
        (ToDesk::Sessions { sessions: list }, changes)
    }

    /// Takes over a session's new summary; the same one again is not told again.
    pub(crate) fn changed(&self, summary: SessionSummary) {
        let mut sessions = self.inner.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        let shown = |of: &SessionSummary| SessionSummary { events: 0, active_ms: 0, ..of.clone() };
        let known = sessions.insert(summary.session, summary.clone());
        if known.is_none_or(|known| shown(&known) != shown(&summary)) {
            let _nobody = self.inner.changes.send(ToDesk::Changed { session: Box::new(summary) });
        }
    }

    /// Takes a session that is over off the list.
    pub(crate) fn gone(&self, session: SessionId) {
        let mut sessions = self.inner.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        if sessions.remove(&session).is_some() {
            let _nobody = self.inner.changes.send(ToDesk::Gone { session });
        }
    }
}

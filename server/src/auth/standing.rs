//! Whether somebody who is connected may still do what they were let in for.

use std::time::Duration;

use tokio::sync::watch;
use uuid::Uuid;

use super::Auth;
use crate::clock::now_ms;

/// How often a sign-in is looked at when no account has changed: it may simply run out.
const LOOK: Duration = Duration::from_secs(60);

/// A supervisor's sign-in, watched for as long as a socket lives on it.
pub(crate) struct Standing {
    auth: Auth,
    sign_in: Uuid,
    changes: watch::Receiver<()>,
}

impl Auth {
    /// Watches whether a sign-in still lets its owner supervise.
    pub(crate) fn standing(&self, sign_in: Uuid) -> Standing {
        Standing { auth: self.clone(), sign_in, changes: self.inner.changes.subscribe() }
    }
}

impl Standing {
    /// Completes when the sign-in was ended or has run out, or its account was shut or may not supervise any more. While the store does
    /// not answer, it stands.
    pub(crate) async fn lost(mut self) {
        while self.may_supervise().await {
            // What changed between the look and the wait wakes at once. The sender lives as long as `auth`.
            let _changed = tokio::time::timeout(LOOK, self.changes.changed()).await;
        }
    }

    async fn may_supervise(&self) -> bool {
        let user = self.auth.inner.store.signed_in(self.sign_in, now_ms()).await;
        user.map_or(true, |user| user.is_some_and(|user| user.role.may_supervise()))
    }
}

//! Puts events on disk before anyone is shown them. While the disk does not take them, holds those that take away and those that tell
//! who is there.

use std::collections::VecDeque;

use cicerone_protocol::log::{Hash, SealedEntry, seal};
use cicerone_protocol::{Envelope, ErrorCode, SessionId};
use cicerone_session::{Decision, Session};

use crate::random;
use crate::store::{Change, SessionChange, Store, StoreError};
use crate::summary;

/// Events that may wait in memory while the log cannot be written. Beyond this many the session takes no more commands; a person
/// does not reach it by hand.
const UNLOGGED: usize = 256;

/// How many of them may tell of people and pictures that come and go, so that a flapping network leaves room for the curtain.
const UNLOGGED_PRESENCE: usize = 128;

/// How many events may wait in memory before those of a decision no longer may; none where it must be on disk first.
pub(super) fn room_for(decision: &Decision) -> usize {
    if decision.takes_away() {
        UNLOGGED
    } else if decision.holds_unlogged() {
        UNLOGGED_PRESENCE
    } else {
        0
    }
}

/// The session's end of the log.
pub(super) struct Log {
    session: SessionId,
    created_at: u64,
    store: Store,
    head: Hash,
    unlogged: VecDeque<SealedEntry>,
}

impl Log {
    pub(super) fn new(session: SessionId, created_at: u64, store: Store, head: Hash) -> Self {
        Self { session, created_at, store, head, unlogged: VecDeque::new() }
    }

    /// Says whether the log has everything that was shown.
    pub(super) fn is_caught_up(&self) -> bool {
        self.unlogged.is_empty()
    }

    /// Writes events with the changes that belong to them; they are on disk when this returns `Ok`, or wait in memory because fewer
    /// than `room` do.
    pub(super) async fn write(
        &mut self,
        session: &Session,
        events: &[Envelope],
        mut changes: Vec<Change>,
        room: usize,
    ) -> Result<(), ErrorCode> {
        let (entries, head) = self.sealed(events)?;
        if !self.is_caught_up() {
            return self.hold(entries, head, room);
        }
        changes.extend(self.row(session, events).map(Change::Row));
        match self.store.append(self.session, entries.clone(), changes).await {
            Ok(()) => {
                self.head = head;
                Ok(())
            }
            Err(error) if error.is_unavailable() => {
                tracing::error!(%error, "the log cannot be written");
                self.hold(entries, head, room)
            }
            Err(error) => Err(refusal(&error)),
        }
    }

    /// Tries to write what waits; true once nothing does.
    pub(super) async fn catch_up(&mut self, session: &Session) -> bool {
        if self.is_caught_up() {
            return true;
        }
        let entries: Vec<_> = self.unlogged.iter().cloned().collect();
        let row = summary::change(&[], session.view(), self.created_at);
        let written = self.store.append(self.session, entries, vec![Change::Row(row)]).await;
        if written.is_ok() {
            tracing::info!("the log can be written again and has everything that was shown");
            self.unlogged.clear();
        }
        self.is_caught_up()
    }

    fn hold(&mut self, entries: Vec<SealedEntry>, head: Hash, room: usize) -> Result<(), ErrorCode> {
        if self.unlogged.len() + entries.len() > room {
            return Err(ErrorCode::StoreUnavailable);
        }
        self.unlogged.extend(entries);
        self.head = head;
        Ok(())
    }

    fn sealed(&self, events: &[Envelope]) -> Result<(Vec<SealedEntry>, Hash), ErrorCode> {
        let mut head = self.head;
        let mut entries = Vec::with_capacity(events.len());
        for event in events {
            let entry = seal(&head, event, random::bytes).map_err(|error| {
                tracing::error!(%error, "an event cannot be sealed");
                ErrorCode::Internal
            })?;
            head = entry.hash;
            entries.push(entry);
        }
        Ok((entries, head))
    }

    /// What the events change in the session's row, to be written in the same transaction.
    fn row(&self, session: &Session, events: &[Envelope]) -> Option<SessionChange> {
        let touches = events.iter().filter_map(|envelope| envelope.event.known()).any(summary::touches_row);
        touches.then(|| {
            let mut after = session.view().clone();
            for event in events {
                after.apply(event);
            }
            summary::change(events, &after, self.created_at)
        })
    }
}

/// What a fault of the store means to whoever asked.
pub(crate) fn refusal(error: &StoreError) -> ErrorCode {
    if error.is_unavailable() {
        return ErrorCode::StoreUnavailable;
    }
    tracing::error!(%error, "the store refused a write that it should have taken");
    ErrorCode::Internal
}

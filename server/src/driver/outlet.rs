//! The one outlet after a commit: what happened is told to pages, relay, pointer and desk here, and nowhere else.

use std::sync::Arc;

use cicerone_protocol::event::Audience;
use cicerone_protocol::message::{PageRole, ServerMessage};
use cicerone_protocol::{Envelope, SessionTime};
use cicerone_session::Session;

use super::fast_path::FastPath;
use super::history::History;
use super::pages::{Page, Pages, encode};
use crate::desk::Desk;
use crate::summary;

/// Events that are on disk, or that hold although the disk takes nothing. What has not become one is shown to nobody.
pub(super) struct Committed<'a> {
    /// In order.
    pub(super) events: &'a [Envelope],
}

/// Who is told.
pub(super) struct Outlet {
    pub(super) pages: Pages,
    pub(super) history: History,
    fast_path: Arc<FastPath>,
    desk: Desk,
    /// When the session was created, milliseconds since 1970.
    created_at: u64,
    /// The desk was told that any supervisor may take over.
    relievable: bool,
}

impl Outlet {
    pub(super) fn new(session: &Session, fast_path: Arc<FastPath>, desk: Desk, created_at: u64) -> Self {
        let history = History::new(session.view().seq);
        Self { pages: Pages::default(), history, fast_path, desk, created_at, relievable: false }
    }

    /// Shows events to every page that may see them. Returns the pages that were too slow, which it has closed.
    pub(super) fn tell(&mut self, committed: &Committed<'_>) -> Vec<Page> {
        self.history.keep(committed.events);
        let staff = encode(&ServerMessage::Events { events: committed.events.to_vec() });
        let customer = for_customer(committed.events).map(|events| encode(&ServerMessage::Events { events }));
        self.broadcast(|role| match role {
            PageRole::Customer => customer.clone(),
            PageRole::Supervisor => Some(staff.clone()),
        })
    }

    /// Sends to every page for which `text` has something. Returns the pages that were too slow, which it has closed.
    pub(super) fn broadcast(&mut self, text: impl Fn(PageRole) -> Option<String>) -> Vec<Page> {
        let slow = self.pages.send(text);
        for page in &slow {
            tracing::info!("a page took its messages too slowly and was closed");
            page.outbound.close();
        }
        slow
    }

    /// Brings gates, pointer and desk up to what the session says now.
    pub(super) async fn refresh(&self, session: &Session) {
        let customer = self.pages.customer().map(|page| page.outbound.clone());
        self.fast_path.update(session.view(), customer);
        self.fast_path.media.set(session.gates()).await;
        self.tell_desk(session);
    }

    /// Tells the desk once the supervisor has been away long enough to be relieved, which no event says.
    pub(super) fn tell_desk_of_time(&mut self, session: &Session, now_t: SessionTime) {
        let relievable = session.can_be_taken_over(now_t);
        if relievable != self.relievable {
            self.relievable = relievable;
            self.tell_desk(session);
        }
    }

    pub(super) fn tell_desk(&self, session: &Session) {
        let view = session.view();
        if view.state.is_over() {
            self.desk.gone(view.session);
        } else {
            self.desk.changed(summary::of_view(view, self.created_at, self.relievable));
        }
    }
}

/// What of the events the customer may see; none where that is nothing.
pub(super) fn for_customer(events: &[Envelope]) -> Option<Vec<Envelope>> {
    let seen: Vec<_> = events.iter().filter(|envelope| envelope.event.audience() == Audience::Everyone).cloned().collect();
    (!seen.is_empty()).then_some(seen)
}

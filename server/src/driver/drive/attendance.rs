//! Pages that come and go, and what goes to all of them.

use cicerone_protocol::command::WIRE_VERSION;
use cicerone_protocol::message::{PageRole, PageView, ServerMessage};
use cicerone_protocol::{CustomerView, ErrorCode, TabId};
use cicerone_session::Input;

use super::Drive;
use crate::driver::history::Lacks;
use crate::driver::outlet::for_customer;
use crate::driver::pages::{NewPage, Page, PageId};

impl Drive {
    pub(super) async fn attach(&mut self, new: NewPage) -> Result<(), ErrorCode> {
        // Logged first: an older page keeps its place until the newer one is in.
        self.take(Input::Joined { participant: new.participant, tab: new.tab }).await?;
        // Subscribed only now: the events of its own arrival come with the welcome.
        let left = Input::Left { participant: new.participant, tab: new.tab };
        if !self.welcome(new) {
            // Gone already; nobody will say so later, for nobody was added.
            self.left.push_back(left);
        }
        self.refresh().await;
        Ok(())
    }

    /// Tells a page all that it lacks; false when its connection is gone already.
    fn welcome(&mut self, new: NewPage) -> bool {
        let NewPage { page, participant, role, tab, have, resume, outbound } = new;
        let view = self.session.view();
        let lacks = self.outlet.history.lacks(tab, have);
        let whole = match (&lacks, role) {
            (Lacks::Events(_), _) => None,
            (Lacks::View, PageRole::Customer) => Some(PageView::Customer(Box::new(CustomerView::of(view)))),
            (Lacks::View, PageRole::Supervisor) => Some(PageView::Supervisor(Box::new(view.clone()))),
        };
        let welcome = ServerMessage::Welcome {
            v: WIRE_VERSION,
            participant,
            role,
            now_t: self.now_t(),
            dseq: self.session.handled(participant, tab),
            resume,
            codecs: self.fast_path.media.codecs(),
            view: whole,
        };
        let mut sent = outbound.send(&welcome);
        let events = match (lacks, role) {
            (Lacks::View, _) => None,
            (Lacks::Events(events), PageRole::Customer) => for_customer(&events),
            (Lacks::Events(events), PageRole::Supervisor) => Some(events).filter(|events| !events.is_empty()),
        };
        if let Some(events) = events {
            sent &= outbound.send(&ServerMessage::Events { events });
        }
        if sent {
            self.outlet.history.welcome(tab);
            self.outlet.pages.add(Page { page, participant, role, tab, outbound });
        }
        sent
    }

    pub(super) async fn detach(&mut self, page: PageId) {
        let Some(gone) = self.outlet.pages.remove(page) else { return };
        // The peer connection may outlive the socket: a page that comes back in time goes on with it.
        let _refused = self.take(Input::Left { participant: gone.participant, tab: gone.tab }).await;
        self.refresh().await;
    }

    /// Ends every connection of a role but that of one tab.
    pub(super) fn keep_only(&mut self, role: PageRole, kept: Option<TabId>) {
        self.fast_path.media.keep_only(role, kept);
        for older in self.outlet.pages.remove_role(role) {
            if Some(older.tab) != kept {
                let _slow = older.outbound.send(&ServerMessage::Replaced {});
            }
            older.outbound.close();
        }
    }

    /// Tells the pages of a role that the session is over for them, and ends their connections.
    pub(super) fn dismiss(&mut self, role: PageRole) {
        self.fast_path.media.keep_only(role, None);
        let dismissed = self.outlet.pages.remove_role(role);
        for page in &dismissed {
            let _slow = page.outbound.send(&ServerMessage::Over {});
            page.outbound.close();
        }
        self.have_left(dismissed);
    }

    /// Sends to every page for which `text` has something; a page that is too slow has left.
    pub(super) fn broadcast(&mut self, text: impl Fn(PageRole) -> Option<String>) {
        let slow = self.outlet.broadcast(text);
        self.have_left(slow);
    }
}

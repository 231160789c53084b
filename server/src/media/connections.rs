//! Whose connection for media is which.

use std::collections::HashMap;

use cicerone_protocol::TabId;
use cicerone_protocol::message::PageRole;
use cicerone_relay::MediaId;

/// The page that has a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The side of the call that the page is for.
    pub role: PageRole,
    /// The page itself.
    pub tab: TabId,
}

/// The connections of one session. Their ids are given out here and made from nothing that a page says: a page chooses its tab's id, and
/// could choose that of another page.
#[derive(Default)]
pub(super) struct Connections {
    last: u64,
    owners: HashMap<MediaId, Owner>,
}

impl Connections {
    /// The id of a page's connection: the same for every offer that it makes, until the connection is taken from it.
    pub(super) fn of(&mut self, owner: Owner) -> MediaId {
        let known = self.owners.iter().find(|(_, known)| **known == owner).map(|(media, _)| *media);
        known.unwrap_or_else(|| {
            let media = self.of_nobody();
            self.owners.insert(media, owner);
            media
        })
    }

    /// An id for a connection that no page has: nothing is told of it.
    pub(super) fn of_nobody(&mut self) -> MediaId {
        self.last += 1;
        MediaId(self.last)
    }

    /// Whose connection it is.
    pub(super) fn owner(&self, media: MediaId) -> Option<Owner> {
        self.owners.get(&media).copied()
    }

    /// Takes every connection of a role but that of one tab from its page; gives their ids.
    pub(super) fn take_others(&mut self, role: PageRole, kept: Option<TabId>) -> Vec<MediaId> {
        self.owners.extract_if(|_, owner| owner.role == role && Some(owner.tab) != kept).map(|(media, _)| media).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn owner(role: PageRole, tab: u128) -> Owner {
        Owner { role, tab: TabId::new(Uuid::from_u128(tab)) }
    }

    #[test]
    fn a_tab_s_id_that_both_sides_chose_gives_two_connections() {
        let mut connections = Connections::default();
        let (customer, supervisor) = (owner(PageRole::Customer, 7), owner(PageRole::Supervisor, 7));
        let media = connections.of(customer);
        assert_ne!(connections.of(supervisor), media);
        assert_eq!(connections.of(customer), media, "a page that offers again goes on");
        assert_eq!(connections.owner(media), Some(customer));
    }

    #[test]
    fn what_is_told_of_a_connection_that_was_taken_concerns_nobody() {
        let mut connections = Connections::default();
        let (relieved, new, customer) =
            (owner(PageRole::Supervisor, 1), owner(PageRole::Supervisor, 2), owner(PageRole::Customer, 3));
        let [old, kept, other] = [relieved, new, customer].map(|owner| connections.of(owner));
        assert_eq!(connections.take_others(PageRole::Supervisor, Some(new.tab)), [old]);
        assert_eq!([old, kept, other].map(|media| connections.owner(media)), [None, Some(new), Some(customer)]);
        assert_ne!(connections.of(relieved), old, "an id is never given out twice");
    }
}

//! What a page that comes back lacks: the newest events, kept in memory, and which pages may be believed about what they have. Pure.

use std::collections::{HashSet, VecDeque};

use cicerone_protocol::ids::TabId;
use cicerone_protocol::{Envelope, limits};

/// The newest events of a session.
pub(super) struct History {
    /// At most [`limits::CATCH_UP_EVENTS`], without a gap; the last one is the session's newest.
    recent: VecDeque<Envelope>,
    /// Highest `seq` on disk when this process loaded the session. A page that claims more may hold events that a crashed process never
    /// wrote, and whose numbers were given out again; so it gets the whole view.
    loaded: u64,
    /// Tabs that this process has welcomed: what they claim to have, this process has sent them.
    welcomed: HashSet<TabId>,
}

/// What a page must be told before it can follow the session.
#[derive(Debug, PartialEq)]
pub(super) enum Lacks {
    /// The whole view.
    View,
    /// These events, in order; none where it has all.
    Events(Vec<Envelope>),
}

impl History {
    /// Begins with a session that has `loaded` events on disk.
    pub(super) fn new(loaded: u64) -> Self {
        Self { recent: VecDeque::new(), loaded, welcomed: HashSet::new() }
    }

    /// Keeps events that everybody is being told, and forgets the oldest.
    pub(super) fn keep(&mut self, events: &[Envelope]) {
        self.recent.extend(events.iter().cloned());
        let most = usize::try_from(limits::CATCH_UP_EVENTS).unwrap_or(usize::MAX);
        self.recent.drain(..self.recent.len().saturating_sub(most));
    }

    /// Notes that a page was told what it lacked.
    pub(super) fn welcome(&mut self, tab: TabId) {
        self.welcomed.insert(tab);
    }

    /// Says what a page lacks that says to have every event up to `have`.
    pub(super) fn lacks(&self, tab: TabId, have: Option<u64>) -> Lacks {
        let newest = self.recent.back().map_or(self.loaded, |event| event.seq);
        let oldest = self.recent.front().map_or(newest + 1, |event| event.seq);
        let believed = |have: u64| self.welcomed.contains(&tab) || have <= self.loaded;
        match have {
            Some(have) if believed(have) && have <= newest && have + 1 >= oldest => {
                Lacks::Events(self.recent.iter().filter(|event| event.seq > have).cloned().collect())
            }
            _ => Lacks::View,
        }
    }
}

#[cfg(test)]
mod tests {
    use cicerone_protocol::event::{AnyEvent, EVENT_VERSION};
    use cicerone_protocol::{Actor, Event, SessionId, SessionTime};
    use uuid::Uuid;

    use super::*;

    const LOADED: u64 = 10;

    fn tab(n: u128) -> TabId {
        TabId::new(Uuid::from_u128(n))
    }

    fn event(seq: u64) -> Envelope {
        Envelope {
            v: EVENT_VERSION,
            session: SessionId::new(Uuid::from_u128(1)),
            seq,
            t: SessionTime::from_ms(seq),
            ts: String::new(),
            actor: Actor::Service {},
            cause: None,
            event: AnyEvent::Known(Event::SessionResumed {}),
        }
    }

    fn with(newest: u64) -> History {
        let mut history = History::new(LOADED);
        (LOADED + 1..=newest).for_each(|seq| history.keep(&[event(seq)]));
        history
    }

    fn seqs(lacks: Lacks) -> Option<Vec<u64>> {
        match lacks {
            Lacks::View => None,
            Lacks::Events(events) => Some(events.iter().map(|event| event.seq).collect()),
        }
    }

    #[test]
    fn a_page_gets_the_events_that_it_lacks() {
        let history = with(14);
        assert_eq!(seqs(history.lacks(tab(1), Some(10))), Some(vec![11, 12, 13, 14]));
        assert_eq!(seqs(with(LOADED).lacks(tab(1), Some(LOADED))), Some(vec![]), "nothing happened since the start");
    }

    #[test]
    fn a_new_page_and_one_from_before_the_kept_events_get_the_view() {
        let history = with(14);
        assert_eq!(history.lacks(tab(1), None), Lacks::View);
        assert_eq!(history.lacks(tab(1), Some(9)), Lacks::View, "event 10 is not in memory");
    }

    #[test]
    fn a_page_that_claims_more_than_was_on_disk_is_believed_only_once_this_process_has_welcomed_it() {
        let mut history = with(14);
        assert_eq!(history.lacks(tab(1), Some(12)), Lacks::View);
        history.welcome(tab(1));
        assert_eq!(seqs(history.lacks(tab(1), Some(12))), Some(vec![13, 14]));
        assert_eq!(history.lacks(tab(2), Some(12)), Lacks::View, "another tab was told nothing");
        assert_eq!(history.lacks(tab(1), Some(15)), Lacks::View, "there is no event 15");
    }

    #[test]
    fn no_more_events_are_kept_than_a_page_gets_one_by_one() {
        let newest = LOADED + limits::CATCH_UP_EVENTS + 5;
        let mut history = with(newest);
        history.welcome(tab(1));
        let oldest = newest - limits::CATCH_UP_EVENTS + 1;
        assert_eq!(history.lacks(tab(1), Some(oldest - 2)), Lacks::View);
        let rest = seqs(history.lacks(tab(1), Some(oldest - 1))).unwrap_or_default();
        assert_eq!((rest.first(), rest.len()), (Some(&oldest), 500));
    }
}

//! Which commands led to events, so that a command that is sent again after a cut or a crash gives one event.

use cicerone_protocol::event::Cause;
use cicerone_protocol::{TabId, limits};
use std::collections::VecDeque;

/// Numbers that are kept for each tab: more than a page ever has under way.
const NUMBERS_PER_TAB: usize = 64;

#[derive(Clone, Debug, Default)]
pub(crate) struct CommandMemory {
    /// The tab that was last heard of stands last.
    tabs: VecDeque<(TabId, VecDeque<u32>)>,
}

/// How a command's number compares with those that led to events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// It is new.
    New,
    /// It led to events before.
    Handled,
    /// A later one led to events before.
    Late,
}

impl CommandMemory {
    pub(crate) fn remember(&mut self, cause: Cause) {
        let at = self.tabs.iter().position(|(tab, _)| *tab == cause.tab);
        let (tab, mut numbers) = at.and_then(|at| self.tabs.remove(at)).unwrap_or((cause.tab, VecDeque::new()));
        if numbers.back() != Some(&cause.dseq) {
            numbers.push_back(cause.dseq);
        }
        if numbers.len() > NUMBERS_PER_TAB {
            numbers.pop_front();
        }
        self.tabs.push_back((tab, numbers));
        if self.tabs.len() > limits::TABS_REMEMBERED {
            self.tabs.pop_front();
        }
    }

    pub(crate) fn newest(&self, tab: TabId) -> u32 {
        self.numbers(tab).and_then(|numbers| numbers.iter().max().copied()).unwrap_or(0)
    }

    pub(crate) fn check(&self, cause: Cause) -> Repeat {
        let Some(numbers) = self.numbers(cause.tab) else { return Repeat::New };
        if numbers.contains(&cause.dseq) {
            Repeat::Handled
        } else if numbers.iter().any(|&known| known > cause.dseq) {
            Repeat::Late
        } else {
            Repeat::New
        }
    }

    fn numbers(&self, tab: TabId) -> Option<&VecDeque<u32>> {
        self.tabs.iter().find(|(known, _)| *known == tab).map(|(_, numbers)| numbers)
    }
}

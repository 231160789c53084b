//! Which commands led to events, so that a command that is sent again after a cut or a crash gives one event.

use cicerone_protocol::event::Cause;
use cicerone_protocol::{ParticipantId, TabId, limits};
use std::collections::VecDeque;

/// Numbers that are kept for each tab: more than a page ever has under way.
const NUMBERS_PER_TAB: usize = 64;

/// Tabs are told apart by person too: pages choose their tab's id, and nobody may use up another's numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CommandMemory {
    /// The tab that was last heard of stands last.
    tabs: VecDeque<Tab>,
}

#[derive(Clone, Debug, PartialEq)]
struct Tab {
    of: ParticipantId,
    tab: TabId,
    /// In the order in which they were handled, which is rising.
    numbers: VecDeque<u32>,
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
    pub(crate) fn remember(&mut self, of: ParticipantId, cause: Cause) {
        let at = self.tabs.iter().position(|known| known.of == of && known.tab == cause.tab);
        let known = at.and_then(|at| self.tabs.remove(at));
        let mut tab = known.unwrap_or_else(|| Tab { of, tab: cause.tab, numbers: VecDeque::new() });
        if tab.numbers.back() != Some(&cause.dseq) {
            tab.numbers.push_back(cause.dseq);
        }
        if tab.numbers.len() > NUMBERS_PER_TAB {
            tab.numbers.pop_front();
        }
        self.tabs.push_back(tab);
        // A person who opens many tabs loses their own oldest, not the other side's.
        if self.tabs.iter().filter(|known| known.of == of).count() > limits::TABS_REMEMBERED
            && let Some(oldest) = self.tabs.iter().position(|known| known.of == of)
        {
            self.tabs.remove(oldest);
        }
    }

    pub(crate) fn newest(&self, of: ParticipantId, tab: TabId) -> u32 {
        self.numbers(of, tab).and_then(|numbers| numbers.iter().max().copied()).unwrap_or(0)
    }

    pub(crate) fn check(&self, of: ParticipantId, cause: Cause) -> Repeat {
        let Some(numbers) = self.numbers(of, cause.tab) else { return Repeat::New };
        if numbers.contains(&cause.dseq) {
            Repeat::Handled
        } else if numbers.iter().any(|&known| known > cause.dseq) {
            Repeat::Late
        } else {
            Repeat::New
        }
    }

    fn numbers(&self, of: ParticipantId, tab: TabId) -> Option<&VecDeque<u32>> {
        self.tabs.iter().find(|known| known.of == of && known.tab == tab).map(|known| &known.numbers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ME: ParticipantId = ParticipantId::new(Uuid::from_u128(1));
    const THEM: ParticipantId = ParticipantId::new(Uuid::from_u128(2));

    fn cause(tab: usize, dseq: u32) -> Cause {
        Cause { tab: TabId::new(Uuid::from_u128(tab as u128)), dseq }
    }

    #[test]
    fn a_number_is_new_then_handled_then_late() {
        let mut memory = CommandMemory::default();
        assert_eq!(memory.check(ME, cause(1, 2)), Repeat::New);
        memory.remember(ME, cause(1, 2));
        memory.remember(ME, cause(1, 2));
        assert_eq!(memory.check(ME, cause(1, 2)), Repeat::Handled);
        assert_eq!(memory.check(ME, cause(1, 1)), Repeat::Late);
        assert_eq!(memory.check(ME, cause(1, 3)), Repeat::New);
        assert_eq!(memory.newest(ME, cause(1, 0).tab), 2);
        assert_eq!(memory.newest(ME, cause(2, 0).tab), 0);
    }

    #[test]
    fn a_number_that_was_forgotten_counts_as_late() {
        let mut memory = CommandMemory::default();
        (1..=200).for_each(|dseq| memory.remember(ME, cause(1, dseq)));
        assert_eq!(memory.check(ME, cause(1, 1)), Repeat::Late);
        assert_eq!(memory.check(ME, cause(1, 200)), Repeat::Handled);
        assert_eq!(memory.tabs[0].numbers.len(), NUMBERS_PER_TAB);
    }

    #[test]
    fn one_side_can_neither_use_up_nor_push_out_the_numbers_of_the_other() {
        let mut memory = CommandMemory::default();
        memory.remember(THEM, cause(1, 7));
        memory.remember(ME, cause(1, u32::MAX));
        assert_eq!(memory.check(THEM, cause(1, 8)), Repeat::New);
        (0..200).for_each(|tab| memory.remember(ME, cause(tab, 1)));
        assert_eq!(memory.check(THEM, cause(1, 7)), Repeat::Handled);
        assert_eq!(memory.tabs.len(), limits::TABS_REMEMBERED + 1);
    }
}

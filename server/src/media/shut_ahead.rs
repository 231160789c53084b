//! Gates that commands on their way have shut already. They stay shut until the driver has come to those commands.

use cicerone_session::Gates;

/// How many commands on their way keep each gate shut.
#[derive(Default)]
pub(super) struct ShutAhead {
    video: u32,
    customer_voice: u32,
    staff_voice: u32,
}

impl ShutAhead {
    /// The gates that some command keeps shut.
    pub(super) fn gates(&self) -> Gates {
        Gates { video: self.video > 0, customer_voice: self.customer_voice > 0, staff_voice: self.staff_voice > 0 }
    }

    /// Counts a command that is on its way.
    pub(super) fn add(&mut self, gates: Gates) {
        self.each(gates, |count| count.saturating_add(1));
    }

    /// Counts a command out that was handled.
    pub(super) fn release(&mut self, gates: Gates) {
        self.each(gates, |count| count.saturating_sub(1));
    }

    fn each(&mut self, gates: Gates, change: impl Fn(u32) -> u32) {
        for (shut, count) in [
            (gates.video, &mut self.video),
            (gates.customer_voice, &mut self.customer_voice),
            (gates.staff_voice, &mut self.staff_voice),
        ] {
            if shut {
                *count = change(*count);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gate_stays_shut_until_the_last_command_that_shut_it_was_handled() {
        let video = Gates { video: true, ..Gates::NONE };
        let mut ahead = ShutAhead::default();
        ahead.add(video);
        ahead.add(Gates::ALL);
        ahead.release(Gates::ALL);
        assert_eq!(ahead.gates(), video);
        ahead.release(video);
        assert_eq!(ahead.gates(), Gates::NONE);
    }
}

//! A random run of the session that goes on for as long as is asked for, and then ends in one of the ways that are open to it.

use super::stray;
use super::walk::Walk;
use cicerone_protocol::Envelope;

/// Returns a complete log of at least so many entries.
pub(super) fn run(seed: u64, entries: usize) -> Vec<Envelope> {
    let mut walk = Walk::new(seed);
    while !walk.view().state.is_over() {
        let input = if walk.log.len() < entries { walk.goes_on() } else { walk.ends() };
        walk.input(input);
        if walk.has_strays && walk.log.len() < entries && walk.rng.one_in(10) {
            let (actor, event) = stray::event(&mut walk);
            walk.take(actor, None, event);
        }
    }
    walk.log
}

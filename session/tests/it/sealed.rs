//! The log of any run verifies to any point, and shows every change.

use crate::people::SESSION;
use cicerone_protocol::log::verify::{Verdict, Verifier, verify};
use cicerone_protocol::log::{Header, chain_start, export_line, seal};
use cicerone_protocol::{Envelope, Event};

/// Bytes that are changed in each run's file.
const CHANGES: usize = 12;

pub(crate) fn verifies(log: &[Envelope]) {
    let header = Header::new(SESSION, "2026-11-22T18:00:00.000Z".to_owned()).to_bytes().unwrap();
    let mut verifier = Verifier::new(&header).unwrap();
    let mut file = header.clone();
    file.push(b'\n');
    let (mut head, mut salts) = (chain_start(&header), 0_u8);
    for envelope in log {
        let entry = seal(&head, envelope, || {
            salts = salts.wrapping_add(1);
            [salts; 32]
        });
        let entry = entry.unwrap();
        head = entry.hash;
        let line = export_line(&entry).unwrap();
        verifier.line(&line).unwrap();
        assert_eq!(verifier.verdict(), expected(envelope, head.to_string()), "the log to {} does not verify", envelope.seq);
        file.extend(line);
        file.push(b'\n');
    }
    let untouched = verify(&file);
    assert_eq!(untouched, verifier.verdict());
    for change in 0..CHANGES {
        let at = (change * file.len() / CHANGES + 7 * change) % file.len();
        file[at] ^= 1;
        assert_ne!(verify(&file), untouched, "a change at byte {at} is not found");
        file[at] ^= 1;
    }
}

fn expected(last: &Envelope, head: String) -> Verdict {
    match last.event.known() {
        Some(Event::SessionClosed { .. }) => Verdict::Intact { events: last.seq, head },
        _ => Verdict::Truncated { events: last.seq, head },
    }
}

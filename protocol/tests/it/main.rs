//! Holds what others rely on: the bytes of every message, the log format, and that nothing here can act on the customer's device.

#![expect(
    clippy::unwrap_used,
    reason = "a panic in a test is its report; clippy knows tests by #[test] alone, not their helpers"
)]

mod device;
mod event_document;
mod golden;
mod growth;
mod log_chain;
mod log_document;
mod log_goldens;
mod logs;
mod refusals;
mod round_trip;
mod rule_goldens;
mod samples;
mod strategies;
mod wire_goldens;

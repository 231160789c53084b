//! What crosses a process or a socket: the real server on port 0, and clients of its HTTP and WebSocket interfaces that share no
//! code with it but the protocol's types.

#![expect(clippy::unwrap_used, reason = "a panic is a test's report, in its helpers too")]

mod bad_input;
mod call;
mod client;
mod connection;
mod doctor;
mod door;
mod full_disk;
mod in_call;
mod leak;
mod media;
mod metrics;
mod pages;
// An independent WebRTC stack plays the page here as it does in the relay's own tests.
#[path = "../../relay/tests/it/page.rs"]
#[expect(dead_code, reason = "the relay's own tests use the rest")]
mod peer;
mod refusals;
mod restart;
mod review;
mod server;
mod slow;
mod small_disk;
mod store_failure;

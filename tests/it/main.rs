//! What crosses a process or a socket: the real server on port 0, and clients of its HTTP and WebSocket interfaces that share no
//! code with it but the protocol's types.

#![expect(clippy::unwrap_used, reason = "a panic is a test's report, in its helpers too")]

mod bad_input;
mod call;
mod client;
mod doctor;
mod door;
mod leak;
mod metrics;
mod pages;
mod restart;
mod server;
mod store_failure;

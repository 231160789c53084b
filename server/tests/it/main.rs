//! The server from outside: real sockets, real TLS, a real process to kill.

#![expect(clippy::unwrap_used, reason = "a panic in a test is its report")]

mod accounts;
mod announcement;
mod crash;
mod kit;
mod limits;
mod operations;
mod pages;
mod process;
mod review;
mod transport;

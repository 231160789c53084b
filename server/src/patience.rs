//! How long the other end of a connection may keep the server waiting.

use std::time::Duration;

use cicerone_protocol::limits;

/// How long the other end of a connection may keep the server waiting. What runs out of it is closed.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a TLS handshake. Phones on a bad network need several round trips of a second each.
    pub handshake: Duration,
    /// For a request's head, and between two requests of a connection.
    pub head: Duration,
    /// For a write stall: nothing of what was written is taken. A phone on the slowest network takes some in that time.
    pub write_stall: Duration,
    /// For a socket's hello.
    pub hello: Duration,
    /// How long a page may say nothing before its connection counts as lost. It answers a ping each second.
    pub silence: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(10),
            head: Duration::from_secs(15),
            write_stall: Duration::from_secs(30),
            hello: Duration::from_millis(limits::HELLO_MS),
            silence: Duration::from_secs(6),
        }
    }
}

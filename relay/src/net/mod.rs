//! Sockets: what comes in by the batch, and what waits to go out.

pub(crate) mod outbox;
pub(crate) mod tcp;
pub(crate) mod udp;

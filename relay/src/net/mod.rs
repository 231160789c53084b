//! Sockets: how they are bound, what comes in by the batch, and what waits to go out.

pub(crate) mod bind;
pub(crate) mod frames;
pub(crate) mod outbox;
pub(crate) mod queue;
pub(crate) mod tcp;
pub(crate) mod udp;

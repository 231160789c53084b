//! What is about to leave, and the last look at the gates.

use crate::gates::gate::Pass;
use crate::ice::path::Path;
use bytes::Bytes;

/// One datagram, or one frame on TCP.
pub(crate) struct Datagram {
    pub(crate) path: Path,
    pub(crate) bytes: Bytes,
    /// Present for a packet that a gate guards.
    pub(crate) pass: Option<Pass>,
    /// Whether a slow connection may leave it out.
    pub(crate) video: bool,
}

impl Datagram {
    /// Whether it may leave now.
    pub(crate) fn may_leave(&self) -> bool {
        self.pass.as_ref().is_none_or(Pass::holds)
    }
}

/// Datagrams gathered while a batch is handled; sent together at its end.
#[derive(Default)]
pub(crate) struct Outbox(Vec<Datagram>);

impl Outbox {
    pub(crate) fn push(&mut self, datagram: Datagram) {
        self.0.push(datagram);
    }

    /// Adds a datagram that no gate guards: STUN, DTLS, RTCP, or an echo.
    pub(crate) fn control(&mut self, path: Path, bytes: Bytes) {
        self.push(Datagram { path, bytes, pass: None, video: false });
    }

    /// Takes everything, the datagrams of one path next to each other and in their order.
    pub(crate) fn take(&mut self) -> Vec<Datagram> {
        self.0.sort_by_key(|datagram| datagram.path);
        std::mem::take(&mut self.0)
    }

    /// Gives the allocation back for the next batch.
    pub(crate) fn recycle(&mut self, mut spent: Vec<Datagram>) {
        spent.clear();
        self.0 = spent;
    }
}

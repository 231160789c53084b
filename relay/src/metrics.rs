//! What the relay counts, as atomics that the server may read at any time.

use std::sync::atomic::{AtomicU64, Ordering};

/// A counter that only rises.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// The count so far.
    #[must_use]
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    pub(crate) fn add(&self, n: u64) {
        self.0.fetch_add(n, Ordering::Relaxed);
    }

    pub(crate) fn inc(&self) {
        self.add(1);
    }
}

/// The counters of one relay, over all of its media threads.
#[derive(Debug, Default)]
pub struct Metrics {
    /// Datagrams and TCP frames received.
    pub datagrams_in: Counter,
    /// Bytes received.
    pub bytes_in: Counter,
    /// Datagrams and TCP frames sent.
    pub datagrams_out: Counter,
    /// Bytes sent.
    pub bytes_out: Counter,
    /// RTP packets forwarded to a leg, re-sent ones included.
    pub packets_forwarded: Counter,
    /// Payload bytes forwarded to a leg.
    pub bytes_forwarded: Counter,
    /// RTP packets that a shut gate held back, counted once for each receiver.
    pub dropped_by_gate: Counter,
    /// RTP packets re-sent because a viewer asked.
    pub nacks_answered: Counter,
    /// Packets asked for again from publishers.
    pub nacks_sent: Counter,
    /// Keyframe requests sent to publishers.
    pub keyframes_requested: Counter,
    /// STUN messages that name no peer or fail their integrity check.
    pub stun_refused: Counter,
    /// DTLS, SRTP and unknown datagrams from sources that passed no check.
    pub unknown_source_dropped: Counter,
    /// RTP and RTCP packets with an SSRC that nobody announced, and that were not tried or not to be taken.
    pub unknown_ssrc_dropped: Counter,
    /// SRTP and SRTCP packets that failed authentication or replay protection.
    pub srtp_refused: Counter,
    /// Clients that were followed to a new address by their packets.
    pub paths_moved: Counter,
    /// Datagrams that the kernel would not take.
    pub send_failed: Counter,
    /// Frames that a slow TCP connection's queue had no room for.
    pub tcp_dropped: Counter,
    /// Packets that the full queue of a tap had no room for.
    pub tap_dropped: Counter,
    /// Commands refused because a media thread had too many waiting.
    pub commands_refused: Counter,
    /// Handshakes that ended in a connected peer.
    pub peers_connected: Counter,
    /// Peers that failed before or after they were connected.
    pub peers_failed: Counter,
}

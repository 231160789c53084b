//! The two kinds of media, and the roles that say who sends and receives which.

/// Sound or picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// Sound.
    Audio,
    /// Pictures.
    Video,
}

/// What a peer may send and receive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PeerRole {
    /// Sends video and voice, receives the voice of staff. One per session: a newer one takes over from an older one.
    Customer,
    /// Receives the customer's video and voice, sends voice. The voice of the newest one is heard.
    Staff,
    /// Receives its own sound and pictures back, and nobody else's: for `cicerone doctor`. No gate stands before it.
    Echo,
}

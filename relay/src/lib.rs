//! The media plane of Cicerone: it carries the customer's pictures and voice to staff, and the voice of staff to the
//! customer, and it holds the doors through which they leave.
//!
//! It knows sessions, peers, tracks and doors; nothing of people, consent or logs. The server decides, the relay obeys:
//! at once through atomics ([`Gate`]) that its threads read for every packet, and by commands for everything else.
//!
//! # Use
//! [`Relay::start`] binds sockets and starts media threads. [`Relay::open_session`] gives a [`SessionHandle`]; dropping it
//! ends the session. A page always offers and [`SessionHandle::offer`] always answers: one audio and one video section,
//! bundled, all candidates in the answer. A page that offers again under its [`PeerKey`] goes on with its keys and streams
//! if it is the same peer connection (an ICE restart), and is replaced if not. What happens is told as [`RelayEvent`]s,
//! on media threads, to a function that must not block.
//!
//! # Doors
//! All doors are shut at first. [`SessionHandle::shut`] changes an atomic and gives a *fence*: it completes once the media
//! thread has handed everything to the kernel that it had in its hands, so that no packet that passed the door before can
//! leave after it. Media, retransmissions and whatever else carries a picture read the door twice: before they are sealed,
//! and when they are handed over. After [`SessionHandle::open`] pictures start at a keyframe, with numbers that go on
//! where they stopped; what was sent before the door was shut is never sent again. On a TCP connection the rest of a frame
//! that has begun follows, or the connection could not be read any more, and so does the little that the kernel holds
//! unsent ([`limits::TCP_UNSENT_BYTES`]).
//!
//! # Threads
//! A media thread owns its UDP sockets and every peer of its sessions: no locks, no packets between threads. Its turn is:
//! wait; commands; read a batch (recvmmsg, GRO); route, open, forward, seal; send runs (UDP_SEGMENT); complete fences;
//! timers. Everything below that loop is pure and takes the time as an argument.
//!
//! # What is trusted
//! A datagram belongs to a peer if it comes on a path on which an ICE check with the peer's password arrived; STUN names
//! its peer by the ICE fragment; everything else is dropped unread. RTP must have an announced SSRC, or prove by its seal to
//! come from its page. There is one exception, because address translations forget: media from an unknown address that a
//! silent peer's keys can open moves that peer there, until an ICE check confirms it or a few seconds are over.
//!
//! # Why it speaks ICE-lite itself
//! DTLS, SRTP, RTP, RTCP and STUN messages are the `rtc` crate's; its peer connection and ICE agent are not used. As an
//! ICE-lite server the relay only answers checks, which is little code, and gains what the agent does not give: it follows
//! each new nomination at once, takes DTLS from nobody but the peer, keeps no state for forged SSRCs, contacts no
//! candidate that an offer names, and needs no local address to match a candidate behind address translation.

mod config;
mod gates;
mod ice;
pub mod limits;
mod metrics;
mod net;
mod peer;
mod relay;
mod rtp;
mod sdp;
mod stats;
mod thread;

pub use config::{Advertised, PublicAddr, RelayConfig, StartError};
pub use gates::fence::FenceError;
pub use gates::gate::{Door, Doors, Gate};
pub use metrics::{Counter, Metrics};
pub use peer::event::{
    Answer, FailCause, MediaKind, OfferError, PeerKey, PeerRole, PeerStats, RelayEvent, RelayEventKind, SessionKey,
};
pub use relay::{Relay, SessionHandle};
pub use rtp::codec::VideoCodec;

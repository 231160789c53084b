//! The media plane of Cicerone: it carries the customer's pictures and voice to staff, and the voice of staff to the
//! customer, and it holds the gates through which they leave.
//!
//! It knows sessions, peers, tracks and gates; nothing of people, consent or logs. The server decides, the relay obeys:
//! at once through atomics ([`SessionGates`]) that its threads read for every packet, and by commands for everything else.
//!
//! # Use
//! [`Relay::start`] binds sockets and starts media threads. [`Relay::open_session`] gives a [`SessionHandle`]; dropping it
//! ends the session. A page always offers and [`SessionHandle::offer`] always answers: one audio and one video section,
//! bundled, all candidates in the answer. A page that offers again under its [`MediaId`] goes on with its keys and streams
//! if it is the same peer connection (an ICE restart), and is replaced if not. What happens is told as [`RelayEvent`]s,
//! on media threads, to a function that must not block.
//!
//! # Gates
//! All gates are shut at first. [`SessionHandle::shut`] changes an atomic and gives a *fence*: it completes once the media
//! thread has handed everything over that it had in its hands, so that no packet that passed the gate before can leave
//! after it. Packets, retransmissions and whatever else carries a picture read the gate twice: before they are sealed, and
//! when they are handed to the kernel or to the reader of a [`Tap`]. After [`SessionHandle::open`] pictures start at a
//! keyframe, with numbers that go on where they stopped; what was sent before the gate was shut is never sent again. On a
//! TCP connection the rest of a frame that has begun follows, or the connection could not be read any more, and so does
//! the little that the kernel holds unsent ([`limits::TCP_UNSENT_BYTES`]).
//!
//! # Threads
//! A media thread owns its UDP sockets and every peer of its sessions: no locks, no packets between threads. Its turn is:
//! wait; commands; read a batch (recvmmsg, GRO); route, open, forward, seal; send runs (UDP_SEGMENT); complete fences;
//! timers. Everything below that loop is pure and takes the time as an argument. Whoever acts on a peer then *applies* it,
//! in one place (`thread/outputs.rs`): what it has to send, to tell and to be woken for follows from that.
//!
//! # Folders, from the roof down
//! `relay` and `session` (the handles) · `thread/` (who gets what) · `peer/` (one connection) · `sdp/` · `rtp/` · `net/`
//! (sockets) · `ice/` (where to) · `gates/` · `ids`, `kind`, `limits`, `stats`, `metrics`. Each imports only from those to
//! its right.
//!
//! # What is trusted
//! A datagram belongs to a peer if it comes on a path on which an ICE check with the peer's password arrived; STUN names
//! its peer by the ICE fragment; everything else is dropped unread. RTP must have an announced SSRC, or prove by its seal to
//! come from its page. There is one exception, because address translations forget: a packet from an unknown address that a
//! silent peer's keys can open moves that peer there, until an ICE check confirms it or a few seconds are over.
//!
//! # Why it speaks ICE-lite itself
//! DTLS, SRTP, RTP, RTCP and STUN messages are the `rtc` crate's; its peer connection and ICE agent are not used. As an
//! ICE-lite server (RFC 8445 §2.5) the relay only answers checks, which is little code, and gains what the agent does not
//! give: it follows each new nomination at once, takes DTLS from nobody but the peer, keeps no state for forged SSRCs,
//! contacts no candidate that an offer names, and needs no local address to match a candidate behind address translation.

mod config;
mod gates;
mod ice;
mod ids;
mod kind;
pub mod limits;
mod metrics;
mod net;
mod peer;
mod relay;
mod rtp;
mod sdp;
mod session;
mod stats;
mod thread;

pub use config::{RelayConfig, StartError};
pub use gates::fence::FenceError;
pub use gates::gate::{Gate, Gates, SessionGates};
pub use ice::candidates::{Advertised, PublicAddr};
pub use ids::{MediaId, SessionKey};
pub use kind::{MediaKind, PeerRole};
pub use metrics::{Counter, Metrics};
pub use net::bind::BindError;
pub use peer::event::{FailCause, PeerStats, RelayEvent, RelayEventKind};
pub use relay::Relay;
pub use rtp::codec::VideoCodec;
pub use sdp::offer::OfferError;
pub use session::SessionHandle;
pub use thread::mailbox::Answer;
pub use thread::tap_queue::{Tap, TapEnded, TapPacket};

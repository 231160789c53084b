//! The media plane of Cicerone: it carries the customer's pictures and voice to staff, and the voice of staff to the
//! customer, and it holds the doors through which they leave.
//!
//! It knows sessions, peers, tracks and doors; nothing of people, consent or logs. The server decides, the relay obeys:
//! first by atomics ([`Gate`]) that its threads read for every packet, and by commands for everything else.
mod codec;
mod command;
mod config;
mod demux;
mod event;
mod feedback;
mod fence;
mod forward;
mod gate;
mod inbound;
mod keyframe;
mod leg;
pub mod limits;
mod metrics;
mod outbox;
mod path;
mod peer;
mod reception;
mod relay;
mod ring;
mod routes;
mod rtp;
mod sdp;
mod secure;
mod session;
mod stats;
mod stun;
mod tcp;
mod thread;
mod timers;
mod udp;

pub use codec::VideoCodec;
pub use config::{Advertised, PublicAddr, RelayConfig, StartError};
pub use event::{Answer, FailCause, MediaKind, OfferError, PeerKey, PeerRole, PeerStats, RelayEvent, RelayEventKind, SessionKey};
pub use fence::FenceError;
pub use gate::{Door, Doors, Gate};
pub use metrics::{Counter, Metrics};
pub use relay::{Relay, SessionHandle};

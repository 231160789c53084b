//! One session of the relay, in our words: gates, offers and whose connection is whose.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cicerone_protocol::message::PageRole;
use cicerone_protocol::{ErrorCode, Sdp, TabId};
use cicerone_relay::{FenceError, Gate, OfferError, PeerRole, SessionHandle, SessionKey};
use cicerone_session::Gates;
use tokio::sync::oneshot;

use super::connections::{Connections, Owner};
use super::news::Listeners;
use super::shut_ahead::ShutAhead;

/// One session of the relay.
pub struct MediaSession {
    pub(super) key: SessionKey,
    pub(super) handle: Mutex<Option<SessionHandle>>,
    pub(super) shut_ahead: Mutex<ShutAhead>,
    pub(super) connections: Arc<Mutex<Connections>>,
    pub(super) listeners: Listeners,
    pub(super) codecs: Arc<[String]>,
}

/// Completes once nothing can leave any more through gates that were shut.
#[must_use]
pub struct Fence(oneshot::Receiver<Result<(), FenceError>>);

impl Fence {
    /// Waits for it.
    pub async fn passed(self) {
        if let Ok(Err(error)) = self.0.await {
            tracing::error!(%error, "gates are shut, but a media thread did not confirm it in time");
        }
    }
}

impl MediaSession {
    /// Codecs in the order to prefer, as `video/VP8`.
    #[must_use]
    pub fn codecs(&self) -> Vec<String> {
        self.codecs.to_vec()
    }

    /// Shuts gates at once for a command that is on its way, and keeps them shut until [`MediaSession::release`].
    pub fn shut_ahead(&self, gates: Gates) {
        let mut ahead = lock(&self.shut_ahead);
        ahead.add(gates);
        let _fence = self.shut(gates);
    }

    /// Lets go of gates that were shut ahead, because their command was handled. They open by the next [`MediaSession::set`] alone.
    pub fn release(&self, gates: Gates) {
        lock(&self.shut_ahead).release(gates);
    }

    /// Says whether a command is on its way that shuts the picture.
    #[must_use]
    pub fn is_video_shut_ahead(&self) -> bool {
        lock(&self.shut_ahead).gates().video
    }

    /// Shuts gates at once.
    pub fn shut(&self, gates: Gates) -> Fence {
        let handle = lock(&self.handle);
        match &*handle {
            Some(handle) => shut(handle, gates),
            // Its end shut every gate; the fence passes at once.
            None => Fence(oneshot::channel().1),
        }
    }

    /// Opens and shuts so that exactly these gates stand open, but for those that a command on its way has shut.
    pub async fn set(&self, gates: Gates) {
        let fence = {
            let ahead = lock(&self.shut_ahead);
            let open = gates.without(ahead.gates());
            let handle = lock(&self.handle);
            let Some(handle) = &*handle else { return };
            let is = |gate| handle.gates().is_open(gate);
            let standing = Gates {
                video: is(Gate::CustomerVideo),
                customer_voice: is(Gate::CustomerVoice),
                staff_voice: is(Gate::StaffVoice),
            };
            let (to_shut, to_open) = (standing.without(open), open.without(standing));
            if to_open != Gates::NONE {
                handle.open(relay_gates(to_open));
            }
            (to_shut != Gates::NONE).then(|| shut(handle, to_shut))
        };
        if let Some(fence) = fence {
            fence.passed().await;
        }
    }

    /// Has a page's offer answered.
    pub fn offer(&self, tab: TabId, role: PageRole, sdp: Sdp) -> impl Future<Output = Result<Sdp, ErrorCode>> + Send + use<> {
        let media = lock(&self.connections).of(Owner { role, tab });
        let role = match role {
            PageRole::Customer => PeerRole::Customer,
            PageRole::Supervisor => PeerRole::Staff,
        };
        self.answered(media, role, sdp)
    }

    /// Has an offer of `cicerone doctor` answered; its own media comes back to it.
    pub fn echo(&self, sdp: Sdp) -> impl Future<Output = Result<Sdp, ErrorCode>> + Send + use<> {
        let media = lock(&self.connections).of_nobody();
        self.answered(media, PeerRole::Echo, sdp)
    }

    fn answered(
        &self,
        media: cicerone_relay::MediaId,
        role: PeerRole,
        sdp: Sdp,
    ) -> impl Future<Output = Result<Sdp, ErrorCode>> + Send + use<> {
        let (done, answer) = oneshot::channel();
        match &*lock(&self.handle) {
            Some(handle) => handle.offer(media, role, sdp.into(), move |answer| drop(done.send(answer))),
            None => drop(done.send(Err(OfferError::NoSession))),
        }
        async move {
            let answer = answer.await.map_err(|_ended| ErrorCode::Internal)?.map_err(|error| {
                tracing::info!(%error, "an offer was refused");
                refusal(error)
            })?;
            // It says of each section what the offer said and little more.
            Sdp::try_from(answer.sdp).map_err(|_too_long| ErrorCode::Internal)
        }
    }

    /// Ends every connection of a role but that of one tab. A connection may outlive its page's socket, but not its page's right to it.
    pub fn keep_only(&self, role: PageRole, kept: Option<TabId>) {
        let mut connections = lock(&self.connections);
        let handle = lock(&self.handle);
        for media in connections.take_others(role, kept) {
            if let Some(handle) = &*handle {
                handle.remove(media);
            }
        }
    }

    /// Ends every connection of the session.
    pub fn close(&self) {
        self.listeners.remove(self.key);
        drop(lock(&self.handle).take());
    }
}

fn shut(handle: &SessionHandle, gates: Gates) -> Fence {
    let (done, fence) = oneshot::channel();
    handle.shut(relay_gates(gates), move |passed| {
        let _nobody_waits = done.send(passed);
    });
    Fence(fence)
}

fn refusal(error: OfferError) -> ErrorCode {
    match error {
        OfferError::NothingUsable => ErrorCode::NoCommonCodec,
        OfferError::Busy => ErrorCode::TooMany,
        OfferError::NoSession => ErrorCode::SessionOver,
        OfferError::NotSdp
        | OfferError::TooManySections
        | OfferError::NoSection
        | OfferError::NoIce
        | OfferError::NoFingerprint => ErrorCode::BadOffer,
        OfferError::Crypto => ErrorCode::Internal,
    }
}

fn relay_gates(gates: Gates) -> cicerone_relay::Gates {
    let named =
        [(gates.video, Gate::CustomerVideo), (gates.customer_voice, Gate::CustomerVoice), (gates.staff_voice, Gate::StaffVoice)];
    named.into_iter().filter(|(is, _)| *is).map(|(_, gate)| gate).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

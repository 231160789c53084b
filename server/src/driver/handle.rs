//! The handle to one session's driver: what the rest of the server may ask of a session.

use std::sync::Arc;

use cicerone_protocol::command::Join;
use cicerone_protocol::event::Via;
use cicerone_protocol::message::PageRole;
use cicerone_protocol::text::Name;
use cicerone_protocol::{ErrorCode, ParticipantId};
use cicerone_session::{Input, StillOffer};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::fast_path::{Ahead, FastPath};
use super::pages::{NewPage, PageId};
use super::request::{Request, Said};
use super::trail::Pointed;

/// Requests that wait for a driver. More than a session's pages have under way at once. While the disk hangs they fill up: the
/// pointer may take half of the room, and commands that give three quarters; the rest is for those that take away, so that no socket
/// ever stands still before a tap on the curtain.
pub(super) const REQUESTS: usize = 256;
const FREE_FOR_COMMANDS: usize = REQUESTS / 2;
const FREE_FOR_TAKING_AWAY: usize = REQUESTS / 4;

/// A handle to one session's driver.
#[derive(Clone)]
pub struct Driver {
    pub(super) requests: mpsc::Sender<Request>,
    pub(super) stop: CancellationToken,
    /// What works without waiting for the driver: shutting gates, and the pointer.
    pub fast_path: Arc<FastPath>,
}

impl Driver {
    /// Connects a page. What the page is told then comes through its outbound queue, beginning with the welcome.
    ///
    /// # Errors
    /// Why the page may not connect.
    pub async fn attach(&self, page: NewPage) -> Result<(), ErrorCode> {
        self.ask(|reply| Request::Attach { page, reply }).await
    }

    /// Tells that a page's connection is gone.
    pub async fn detach(&self, page: PageId) {
        let _gone = self.requests.send(Request::Detach { page }).await;
    }

    /// Ends the page of a supervisor who may not supervise any more: what they see and hear at once, then their place.
    pub async fn expel(&self, page: PageId) {
        self.fast_path.media.keep_only(PageRole::Supervisor, None);
        self.detach(page).await;
    }

    /// Says whether so much waits for the driver that only what takes away may still be said to it.
    pub(crate) fn is_busy(&self) -> bool {
        self.requests.capacity() <= FREE_FOR_TAKING_AWAY
    }

    /// Passes on what a page said.
    /// `ahead` is what was shut ahead of it.
    pub(crate) async fn say(&self, page: PageId, said: Said, ahead: Option<Ahead>) {
        let _gone = self.requests.send(Request::Say { page, said, ahead }).await;
    }

    /// Notes where the supervisor pointed, for the log. Dropped when the driver has too much to do: it was shown already.
    pub fn pointed(&self, pointed: Pointed) {
        if self.requests.capacity() > FREE_FOR_COMMANDS {
            let _dropped = self.requests.try_send(Request::Pointed(pointed));
        }
    }

    /// Makes a new invite good and any earlier one void.
    ///
    /// # Errors
    /// Why not.
    pub async fn invite(&self, by: ParticipantId) -> Result<u64, ErrorCode> {
        self.input(Input::Invite { by }).await
    }

    /// Puts the customer at the door.
    ///
    /// # Errors
    /// Why not.
    pub async fn ask_in(&self, participant: ParticipantId, via: Via, join: &Join) -> Result<u64, ErrorCode> {
        let (language, abilities) = (join.language.clone(), join.abilities);
        self.input(Input::Ask { participant, via, language, abilities }).await
    }

    /// Finds that a customer is at the door by an invite that they used themselves.
    ///
    /// # Errors
    /// Why not.
    pub async fn ask_again(&self, participant: ParticipantId) -> Result<u64, ErrorCode> {
        self.input(Input::AskAgain { participant }).await
    }

    /// Makes somebody the session's supervisor in place of one who is away.
    ///
    /// # Errors
    /// Why not.
    pub async fn take_over(&self, by: ParticipantId, name: Name) -> Result<u64, ErrorCode> {
        self.input(Input::TakeOver { by, name }).await
    }

    /// Stores a still and logs it.
    ///
    /// # Errors
    /// Why not; then nothing was stored.
    pub async fn still(&self, by: ParticipantId, offer: StillOffer, jpeg: Vec<u8>) -> Result<u64, ErrorCode> {
        self.ask(|reply| Request::Still { by, offer, jpeg, reply }).await
    }

    pub(super) async fn input(&self, input: Input) -> Result<u64, ErrorCode> {
        self.ask(|reply| Request::Input { input: Box::new(input), reply }).await
    }

    async fn ask<T>(&self, request: impl FnOnce(oneshot::Sender<Result<T, ErrorCode>>) -> Request) -> Result<T, ErrorCode> {
        let (reply, answer) = oneshot::channel();
        let sent = self.requests.send(request(reply)).await;
        match (sent, answer.await) {
            (Ok(()), Ok(answered)) => answered,
            // The driver ended between the look-up and the answer: with its session, or with the server.
            _ if self.stop.is_cancelled() => Err(ErrorCode::Restarting),
            _ => Err(ErrorCode::SessionOver),
        }
    }
}

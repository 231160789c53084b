//! The pages that are connected to a session, and the bounded queue to each.
//!
//! Policy when a queue fills: pointer moves are dropped from half full on, because a late one is worth nothing; anything else that
//! finds the queue full closes the connection, because a page that missed guidance must not look as if it had not. It reconnects and
//! gets what it lacks.

use cicerone_protocol::ids::{ParticipantId, TabId};
use cicerone_protocol::message::{PageRole, ServerMessage};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Messages that wait for a page: about ten seconds of a busy session.
const OUTBOUND: usize = 512;

/// One connection of one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageId(Uuid);

impl PageId {
    /// A fresh one.
    #[must_use]
    pub fn fresh() -> Self {
        Self(Uuid::now_v7())
    }
}

/// What goes to a page.
#[derive(Clone, Debug)]
pub enum Frame {
    /// JSON.
    Text(String),
    /// A transient frame.
    Transient([u8; cicerone_protocol::transient::TRANSIENT_BYTES]),
    /// The connection ends here.
    Close,
}

/// The sending end of a page's queue.
#[derive(Clone, Debug)]
pub struct Outbound {
    frames: mpsc::Sender<Frame>,
    overrun: CancellationToken,
}

/// The receiving end of a page's queue.
#[derive(Debug)]
pub struct OutboundReceiver {
    frames: mpsc::Receiver<Frame>,
    overrun: CancellationToken,
}

/// Makes a page's queue.
#[must_use]
pub fn outbound() -> (Outbound, OutboundReceiver) {
    let (sender, receiver) = mpsc::channel(OUTBOUND);
    let overrun = CancellationToken::new();
    (Outbound { frames: sender, overrun: overrun.clone() }, OutboundReceiver { frames: receiver, overrun })
}

impl OutboundReceiver {
    /// The next frame.
    pub async fn recv(&mut self) -> Option<Frame> {
        self.frames.recv().await
    }

    /// Cancelled once something found the queue full: the page has missed it, and its connection must end whatever still waits.
    #[must_use]
    pub fn overrun(&self) -> CancellationToken {
        self.overrun.clone()
    }
}

impl Outbound {
    /// Queues a message; false when the page is too slow, which ends its connection.
    pub fn send(&self, message: &ServerMessage) -> bool {
        self.text(encode(message))
    }

    /// Queues a message that was written before, for several pages at once.
    pub fn text(&self, text: String) -> bool {
        let queued = self.frames.try_send(Frame::Text(text)).is_ok();
        if !queued {
            self.overrun.cancel();
        }
        queued
    }

    /// Queues a transient frame, or drops it where others wait already.
    pub fn transient(&self, frame: [u8; cicerone_protocol::transient::TRANSIENT_BYTES]) {
        if self.frames.capacity() > OUTBOUND / 2 {
            let _dropped = self.frames.try_send(Frame::Transient(frame));
        }
    }

    /// Ends the connection after what is queued.
    pub fn close(&self) {
        if self.frames.try_send(Frame::Close).is_err() {
            self.overrun.cancel();
        }
    }
}

/// Writes a message as JSON.
pub(crate) fn encode(message: &ServerMessage) -> String {
    serde_json::to_string(message).expect("every message has a JSON form: no maps with other keys than strings, no floats")
}

/// A page that wants to connect.
#[derive(Debug)]
pub struct NewPage {
    /// This connection.
    pub page: PageId,
    /// Whose.
    pub participant: ParticipantId,
    /// As what.
    pub role: PageRole,
    /// Which tab.
    pub tab: TabId,
    /// The last `seq` that it has.
    pub have: Option<u64>,
    /// Its next resume token, where it has one.
    pub resume: Option<String>,
    /// Its queue.
    pub outbound: Outbound,
}

/// A page that is connected.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) page: PageId,
    pub(super) participant: ParticipantId,
    pub(super) role: PageRole,
    pub(super) tab: TabId,
    pub(super) outbound: Outbound,
}

/// The connected pages: at most one for each person.
#[derive(Debug, Default)]
pub(super) struct Pages(Vec<Page>);

impl Pages {
    pub(super) fn get(&self, page: PageId) -> Option<&Page> {
        self.0.iter().find(|known| known.page == page)
    }

    pub(super) fn customer(&self) -> Option<&Page> {
        self.0.iter().find(|page| page.role == PageRole::Customer)
    }

    pub(super) fn add(&mut self, page: Page) {
        self.0.push(page);
    }

    pub(super) fn remove(&mut self, page: PageId) -> Option<Page> {
        let at = self.0.iter().position(|known| known.page == page)?;
        Some(self.0.remove(at))
    }

    pub(super) fn remove_role(&mut self, role: PageRole) -> Vec<Page> {
        let (gone, kept) = std::mem::take(&mut self.0).into_iter().partition(|page| page.role == role);
        self.0 = kept;
        gone
    }

    /// Sends to every page for which `text` has something; takes those off the list that are too slow, and returns them.
    pub(super) fn send(&mut self, text: impl Fn(PageRole) -> Option<String>) -> Vec<Page> {
        self.0.extract_if(.., |page| text(page.role).is_some_and(|text| !page.outbound.text(text))).collect()
    }
}

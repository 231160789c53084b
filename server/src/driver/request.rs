//! What a driver is asked, one request after another.

use cicerone_protocol::command::{FromCustomer, FromSupervisor};
use cicerone_protocol::ids::TabId;
use cicerone_protocol::{ErrorCode, ParticipantId};
use cicerone_session::{Input, StillOffer};
use tokio::sync::oneshot;

use super::fast_path::Ahead;
use super::pages::{NewPage, PageId};
use super::trail::Pointed;
use crate::media::MediaNews;

/// What a driver is asked.
pub(crate) enum Request {
    Attach { page: NewPage, reply: oneshot::Sender<Result<(), ErrorCode>> },
    Detach { page: PageId },
    Say { page: PageId, said: Said, ahead: Option<Ahead> },
    Pointed(Pointed),
    News { tab: TabId, news: MediaNews },
    Input { input: Box<Input>, reply: oneshot::Sender<Result<u64, ErrorCode>> },
    Still { by: ParticipantId, offer: StillOffer, jpeg: Vec<u8>, reply: oneshot::Sender<Result<u64, ErrorCode>> },
}

/// What a page said on its socket.
pub(crate) enum Said {
    Customer(FromCustomer),
    Supervisor(FromSupervisor),
}

//! A still on its way into the log: asked for first, then written as a file, then logged. So nothing is kept that may not be, and nothing
//! is cited that is not there.

use cicerone_protocol::{ErrorCode, ParticipantId};
use cicerone_session::{Input, StillOffer};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::commit::refusal;
use super::drive::Drive;
use crate::store::{Change, StillRow};

impl Drive {
    /// Stores a still and logs it; returns the session's newest `seq` then.
    pub(super) async fn still(&mut self, by: ParticipantId, offer: StillOffer, jpeg: Vec<u8>) -> Result<u64, ErrorCode> {
        let row = StillRow {
            sha256: Sha256::digest(&jpeg).into(),
            mime: "image/jpeg".to_owned(),
            width: offer.size.width,
            height: offer.size.height,
            bytes: offer.bytes,
        };
        let kept = Change::Still(offer.still, row);
        let input = Input::Still { by, offer };
        let decision = self.session.decide(input.clone(), self.now_t(), &mut Uuid::now_v7)?;
        if decision.drafts.is_empty() {
            return Ok(self.session.view().seq);
        }
        if !self.log.is_caught_up() {
            return Err(ErrorCode::StoreUnavailable);
        }
        self.no_curtain_is_pending()?;
        self.services.store.write_still(jpeg).await.map_err(|error| refusal(&error))?;
        // The tap that draws the curtain may wait behind this very request.
        self.no_curtain_is_pending()?;
        self.take_with(input, vec![kept]).await?;
        Ok(self.session.view().seq)
    }

    /// Refuses a picture while a command that takes the picture away is on its way.
    fn no_curtain_is_pending(&self) -> Result<(), ErrorCode> {
        if self.fast_path.media.is_video_shut_ahead() { Err(ErrorCode::CurtainDrawn) } else { Ok(()) }
    }
}

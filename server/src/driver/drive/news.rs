//! What the relay tells of a session's connections, and how well they do.

use cicerone_protocol::event::{Media, Quality};
use cicerone_protocol::ids::TabId;
use cicerone_protocol::message::{PageRole, ServerMessage};
use cicerone_protocol::{ErrorCode, ParticipantId};
use cicerone_session::Input;

use super::Drive;
use crate::driver::pages::encode;
use crate::driver::samples::MeasuredBy;
use crate::media::MediaNews;

impl Drive {
    pub(super) async fn news(&mut self, tab: TabId, news: MediaNews) {
        let is_customer = self.session.view().customer.as_ref().is_some_and(|c| c.participant.tab == Some(tab));
        match news {
            MediaNews::Quality(quality) => {
                if let Some(participant) = self.participant_of(tab) {
                    self.quality(participant, quality, MeasuredBy::Relay).await;
                }
            }
            MediaNews::NoCommonCodec => {
                let code = ErrorCode::NoCommonCodec;
                let problem = encode(&ServerMessage::Problem { code, sentence: code.sentence().to_owned(), closing: false });
                self.broadcast(|_| Some(problem.clone()));
            }
            // The customer's page offers anew when it comes back, and is answered with a codec that all who watch have.
            MediaNews::OtherCodecWanted => {
                if let Some(customer) = self.outlet.pages.customer() {
                    customer.outbound.close();
                }
            }
            MediaNews::Video => self.media(Media::Live).await,
            MediaNews::Quiet if is_customer && self.session.view().media == Media::Live => self.media(Media::Stalled).await,
            MediaNews::Back if is_customer && self.session.view().media == Media::Stalled => self.media(Media::Live).await,
            MediaNews::Gone if is_customer => self.media(Media::None).await,
            MediaNews::Quiet | MediaNews::Back | MediaNews::Gone => {}
        }
    }

    pub(super) async fn media(&mut self, media: Media) {
        let _refused = self.take(Input::Media(media)).await;
    }

    fn participant_of(&self, tab: TabId) -> Option<ParticipantId> {
        let view = self.session.view();
        let people = view.customer.as_ref().map(|customer| &customer.participant).into_iter().chain(&view.supervisor);
        people.filter(|person| person.tab == Some(tab)).map(|person| person.participant).next()
    }

    /// Shows a sample to staff, and logs one every ten seconds. What a page measured counts only where the relay has nothing.
    pub(super) async fn quality(&mut self, participant: ParticipantId, quality: Quality, by: MeasuredBy) {
        let Some(logs) = self.samples.take(participant, by, self.now_t()) else { return };
        let message = encode(&ServerMessage::Quality { participant, quality });
        self.broadcast(|role| (role == PageRole::Supervisor).then(|| message.clone()));
        if logs {
            let _refused = self.take(Input::Quality { participant, quality }).await;
        }
    }
}

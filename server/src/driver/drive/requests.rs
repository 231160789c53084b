//! What a driver is asked, each request in its turn: pages that come and go, what they say, pictures, and what the relay tells.

use cicerone_protocol::command::{FromCustomer, FromSupervisor};
use cicerone_protocol::event::Cause;
use cicerone_protocol::ids::TabId;
use cicerone_protocol::message::{PageRole, ServerMessage};
use cicerone_protocol::{ErrorCode, Sdp};
use cicerone_session::{Input, media_access};

use super::Drive;
use crate::driver::fast_path::Ahead;
use crate::driver::pages::PageId;
use crate::driver::request::{Request, Said};
use crate::driver::samples::MeasuredBy;

impl Drive {
    pub(super) async fn request(&mut self, request: Request) {
        match request {
            Request::Attach { page, reply } => {
                let attached = self.attach(page).await;
                let _gone = reply.send(attached);
            }
            Request::Detach { page } => self.detach(page).await,
            Request::Say { page, said, ahead } => self.said(page, said, ahead).await,
            Request::Pointed(pointed) => {
                if let Some(input) = self.trail.push(pointed) {
                    let _refused = self.take(input).await;
                }
            }
            Request::News { tab, news } => self.news(tab, news).await,
            Request::Input { input, reply } => {
                let taken = self.take(*input).await.map(|()| self.session.view().seq);
                let _gone = reply.send(taken);
            }
            Request::Still { by, offer, jpeg, reply } => {
                let stored = self.still(by, offer, jpeg).await;
                let _gone = reply.send(stored);
            }
        }
    }

    async fn said(&mut self, page: PageId, said: Said, ahead: Option<Ahead>) {
        let Some(known) = self.outlet.pages.get(page) else {
            // A page that was replaced or dismissed meanwhile has no say, and what it shut goes by the session again.
            drop(ahead);
            self.refresh().await;
            return;
        };
        let (participant, tab, role) = (known.participant, known.tab, known.role);
        match said {
            Said::Customer(FromCustomer::Do { dseq, command }) => {
                let cause = Cause { tab, dseq };
                self.command(page, dseq, Input::Customer { cause, command }, ahead).await;
            }
            Said::Supervisor(FromSupervisor::Do { dseq, command }) => {
                let cause = Cause { tab, dseq };
                self.command(page, dseq, Input::Supervisor { by: participant, cause, command }, ahead).await;
            }
            Said::Customer(FromCustomer::Offer { id, sdp }) | Said::Supervisor(FromSupervisor::Offer { id, sdp }) => {
                self.offer(page, tab, role, id, sdp);
            }
            Said::Customer(FromCustomer::Quality { quality }) | Said::Supervisor(FromSupervisor::Quality { quality }) => {
                self.quality(participant, quality, MeasuredBy::Page).await;
            }
            Said::Customer(FromCustomer::Pong { .. }) | Said::Supervisor(FromSupervisor::Pong { .. }) => {}
        }
    }

    /// Takes a page's command and answers it.
    async fn command(&mut self, page: PageId, dseq: u32, input: Input, ahead: Option<Ahead>) {
        let outbound = self.outlet.pages.get(page).map(|page| page.outbound.clone());
        let taken = self.take(input).await;
        if ahead.is_some() {
            // What the command shut ahead of its turn is now the session's own state, or was refused and opens again.
            drop(ahead);
            self.refresh().await;
        }
        let answer = match taken {
            Ok(()) => ServerMessage::Done { dseq, seq: self.session.view().seq },
            Err(code) => ServerMessage::Refused { dseq, code, sentence: code.sentence().to_owned() },
        };
        if outbound.is_some_and(|outbound| !outbound.send(&answer)) {
            self.detach(page).await;
        }
    }

    /// Has the relay answer an offer; the answer goes to the page when it is there, and nothing else waits for it.
    fn offer(&self, page: PageId, tab: TabId, role: PageRole, id: u32, sdp: Sdp) {
        let Some(outbound) = self.outlet.pages.get(page).map(|page| page.outbound.clone()) else { return };
        let refused = move |code: ErrorCode| ServerMessage::OfferRefused { id, code, sentence: code.sentence().to_owned() };
        if let Err(code) = media_access(self.session.view()) {
            let _slow = outbound.send(&refused(code));
            return;
        }
        let answered = self.fast_path.media.offer(tab, role, sdp);
        self.services.tasks.spawn(async move {
            let message = match answered.await {
                Ok(sdp) => ServerMessage::Answer { id, sdp },
                Err(code) => refused(code),
            };
            let _slow = outbound.send(&message);
        });
    }
}

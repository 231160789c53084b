//! What the server says.

use super::events::{envelope, envelopes, still};
use super::{BY_SUPERVISOR, CUSTOMER, QUALITY, STILL, SUPERVISOR};
use cicerone_protocol::error::ErrorCode;
use cicerone_protocol::event::{AnyEvent, Event};
use cicerone_protocol::message::{PageRole, PageView, ServerMessage};
use cicerone_protocol::picture::StillReason;
use cicerone_protocol::view::SessionView;
use cicerone_protocol::{CustomerView, SessionTime};

/// A view in which nothing is empty: every event, folded, and some again so that it is the last word.
pub(crate) fn full_view() -> SessionView {
    let mut view = SessionView::fold(super::SESSION, &envelopes());
    let seq = view.seq;
    let again = [
        Event::MediaSnapshotWanted { still: STILL },
        Event::MediaFrozen { still: STILL },
        Event::MediaStill { still: still(StillReason::Freeze) },
    ];
    for (seq, event) in (seq + 1..).zip(again) {
        view.apply(&envelope(seq, BY_SUPERVISOR, AnyEvent::Known(event)));
    }
    view
}

pub(crate) fn server_messages() -> Vec<ServerMessage> {
    let refused = ErrorCode::CurtainDrawn;
    let customer = |view: &SessionView| PageView::Customer(Box::new(CustomerView::of(view)));
    let welcome = |role, view| ServerMessage::Welcome {
        v: 1,
        participant: if role == PageRole::Customer { CUSTOMER } else { SUPERVISOR },
        role,
        now_t: SessionTime::from_ms(184_201),
        dseq: 7,
        resume: (role == PageRole::Customer).then(|| "bmV4dCB0aW1l".to_owned()),
        codecs: ["video/VP8", "video/H264", "video/VP9", "video/AV1"].map(str::to_owned).to_vec(),
        view,
    };
    vec![
        welcome(PageRole::Supervisor, Some(PageView::Supervisor(Box::new(full_view())))),
        welcome(PageRole::Customer, Some(customer(&full_view()))),
        welcome(PageRole::Customer, Some(customer(&SessionView::new(super::SESSION)))),
        welcome(PageRole::Customer, None),
        ServerMessage::Events { events: envelopes().into_iter().skip(5).take(3).collect() },
        ServerMessage::Done { dseq: 8, seq: 52 },
        ServerMessage::Refused { dseq: 9, code: refused, sentence: refused.sentence().to_owned() },
        ServerMessage::Answer { id: 2, sdp: "v=0\r\n".to_owned().try_into().unwrap() },
        ServerMessage::OfferRefused { id: 3, code: ErrorCode::BadOffer, sentence: ErrorCode::BadOffer.sentence().to_owned() },
        ServerMessage::Quality { participant: CUSTOMER, quality: QUALITY },
        ServerMessage::SnapshotWanted { still: STILL, within_ms: 2_000 },
        ServerMessage::Ping { n: 12, now_t: SessionTime::from_ms(185_000) },
        ServerMessage::Replaced {},
        ServerMessage::TakenOver {},
        ServerMessage::Over {},
        ServerMessage::Restarting { reconnect_in_ms: 850, try_for_ms: 60_000 },
        ServerMessage::Problem {
            code: ErrorCode::Malformed,
            sentence: ErrorCode::Malformed.sentence().to_owned(),
            closing: false,
        },
    ]
}

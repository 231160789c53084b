//! What pages say.

use super::{CUSTOMER, MARK, QUALITY, SIZE, STEP, STILL, TAB, anchor, at, language, text};
use cicerone_protocol::Sdp;
use cicerone_protocol::command::{
    CustomerCommand, FromCustomer, FromSupervisor, Hello, Invitation, Join, NewSession, SupervisorCommand,
};
use cicerone_protocol::event::{Abilities, Day, Disposition, Scope};
use cicerone_protocol::picture::{Colour, FrameSize, Rotation, Shape, Source};

pub(crate) fn hello() -> Vec<Hello> {
    vec![
        Hello::Hello { v: 1, token: "c29tZXRoaW5nIHNlY3JldA".to_owned(), tab: TAB, have: None },
        Hello::Hello { v: 1, token: "c29tZXRoaW5nIHNlY3JldA".to_owned(), tab: TAB, have: Some(41) },
    ]
}

fn sdp() -> Sdp {
    "v=0\r\no=- 4611732 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n".to_owned().try_into().unwrap()
}

pub(crate) fn from_customer() -> Vec<FromCustomer> {
    use CustomerCommand as C;
    let commands = [
        C::Begin { scopes: vec![Scope::ViewScreen, Scope::Hear, Scope::Snapshot] },
        C::Begin { scopes: vec![] },
        C::Decline {},
        C::Grant { scope: Scope::ViewCamera },
        C::Revoke { scope: Scope::Hear },
        C::Curtain { drawn: true },
        C::Mute { muted: true },
        C::Source { source: Source::Screen, size: Some(SIZE), still: None },
        C::Source { source: Source::Camera, size: Some(FrameSize { rotation: Rotation::R90, ..SIZE }), still: None },
        C::Source { source: Source::Photo, size: Some(SIZE), still: Some(STILL) },
        C::Source { source: Source::None, size: None, still: None },
        C::StepSeen { step: STEP },
        C::StepDone { step: STEP },
        C::StepStuck { step: STEP },
        C::Say { text: text("¿Aquí? \"WLAN\" \\ 2,4 GHz\n👍") },
        C::Page { hidden: true },
        C::Stop {},
    ];
    let mut all: Vec<_> = (1..).zip(commands).map(|(dseq, command)| FromCustomer::Do { dseq, command }).collect();
    all.push(FromCustomer::Offer { id: 2, sdp: sdp() });
    all.push(FromCustomer::Quality { quality: QUALITY });
    all.push(FromCustomer::Pong { n: 12 });
    all
}

pub(crate) fn shapes() -> Vec<Shape> {
    vec![
        Shape::Ring { from: at(1_000, 2_000), to: at(9_000, 8_000) },
        Shape::Arrow { from: at(0, 65_535), to: at(32_768, 32_768) },
        Shape::Box { from: at(1, 2), to: at(3, 4) },
        Shape::Freehand { points: vec![at(10, 10), at(20, 15), at(30, 40)] },
        Shape::Number { at: at(500, 600), number: 2 },
        Shape::Text { at: at(40_000, 50_000) },
    ]
}

pub(crate) fn dispositions() -> Vec<Disposition> {
    vec![
        Disposition::Resolved {},
        Disposition::Unresolved { step: Some(STEP), follow_up: Some(Day("2026-11-24".parse().unwrap())) },
        Disposition::Unresolved { step: None, follow_up: None },
        Disposition::Escalated {},
        Disposition::Visit {},
    ]
}

pub(crate) fn from_supervisor() -> Vec<FromSupervisor> {
    use SupervisorCommand as S;
    let mut commands = vec![
        S::Admit {},
        S::TurnAway {},
        S::Cancel {},
        S::Hold {},
        S::Unhold {},
        S::Unmark { mark: MARK },
        S::Clear {},
        S::Freeze { still: STILL },
        S::Unfreeze {},
        S::WantSnapshot {},
        S::SendStep { text: text("Press and hold the power button"), hint: Some(text("About five seconds")), still: Some(STILL) },
        S::SendStep { text: text("Open Settings"), hint: None, still: None },
        S::StepDone { step: STEP },
        S::WithdrawStep { step: STEP },
        S::Say { text: text("Yes, the second one") },
        S::Mute { muted: false },
        S::End {},
    ];
    commands.extend(
        shapes().into_iter().zip([Colour::One, Colour::Two, Colour::Three].into_iter().cycle()).map(|(shape, colour)| S::Mark {
            shape,
            colour,
            label: Some(text("Tap here")),
            anchor: anchor(Some(STILL)),
        }),
    );
    commands.push(S::Mark { shape: shapes().remove(0), colour: Colour::One, label: None, anchor: anchor(None) });
    commands.extend(dispositions().into_iter().map(|disposition| S::Dispose { disposition, note: Some(text("New router")) }));
    commands.push(S::Dispose { disposition: Disposition::Resolved {}, note: None });
    let mut all: Vec<_> = (1..).zip(commands).map(|(dseq, command)| FromSupervisor::Do { dseq, command }).collect();
    all.push(FromSupervisor::Offer { id: 1, sdp: sdp() });
    all.push(FromSupervisor::Quality { quality: QUALITY });
    all.push(FromSupervisor::Pong { n: 13 });
    all
}

pub(crate) fn new_sessions() -> Vec<NewSession> {
    vec![
        NewSession { reference: text("Iván Ríos"), topic: Some(text("No Wi-Fi")), language: language("es") },
        NewSession { reference: text("C-2031"), topic: None, language: language("en") },
    ]
}

pub(crate) fn joins() -> Vec<Join> {
    let abilities = Abilities { screen: false, camera: true, microphone: true };
    let participant = CUSTOMER;
    let link = Invitation::Link { token: "aW52aXRhdGlvbg".to_owned() };
    let code = Invitation::Code { code: "4071 2295".to_owned() };
    vec![
        Join { invitation: link, participant, language: language("es"), abilities },
        Join { invitation: code, participant, language: language("pt-BR"), abilities: Abilities::default() },
    ]
}

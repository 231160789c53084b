//! What HTTP and the desk's socket carry.

use super::events::envelopes;
use super::{CUSTOMER, SESSION, STILL, SUPERVISOR, commands};
use crate::golden::pretty;
use cicerone_protocol::api::{
    Account, AccountCreated, FromDesk, InvitationChecked, Invite, Joined, Me, OneTimeLink, Problem, ReviewList, ReviewSession,
    SessionCreated, SessionSummary, SignedIn, StaffRole, StillPosted, SupervisorName, ToDesk,
};
use cicerone_protocol::error::ErrorCode;
use cicerone_protocol::event::{Abilities, Outcome, Via};
use cicerone_protocol::log::verify::{Fault, Verdict};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// An example of a type: the type's name, the golden's text, and the same after reading it and writing it again.
pub(crate) struct Example {
    pub(crate) kind: &'static str,
    pub(crate) text: String,
    pub(crate) again: String,
}

fn example<T: Serialize + DeserializeOwned + PartialEq>(kind: &'static str, value: &T) -> Example {
    let text = pretty(value);
    let read: T = serde_json::from_str(&text).unwrap();
    assert!(read == *value, "{kind} is not the same after a round trip");
    Example { kind, again: pretty(&read), text }
}

/// An example, at least, of every type of the HTTP interface that is not one of an enumerated message.
pub(crate) fn examples() -> Vec<Example> {
    let invite = Invite {
        link: "https://help.example/#aW52aXRhdGlvbg".to_owned(),
        code: "40712295".to_owned(),
        address: "help.example".to_owned(),
        qr_svg: "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_owned(),
        expires_in_ms: 900_000,
    };
    let link = OneTimeLink { link: "https://help.example/console#link=b25jZQ".to_owned(), expires_in_ms: 604_800_000 };
    let mut all = vec![
        example("SignedIn", &SignedIn { access_token: "dG9rZW4".to_owned(), expires_in_s: 600, me: me() }),
        example("Me", &me()),
        example("Account", &account()),
        example("OneTimeLink", &link),
        example("AccountCreated", &AccountCreated { account: account(), link }),
        example("SupervisorName", &SupervisorName { id: SUPERVISOR, name: "Dana".to_owned() }),
        example("Problem", &problem()),
        example("Invite", &invite),
        example("SessionCreated", &SessionCreated { session: SESSION, invite }),
        example("InvitationChecked", &InvitationChecked { supervisor: "Dana".to_owned(), language: "es".to_owned() }),
        example(
            "Joined",
            &Joined { session: SESSION, participant: CUSTOMER, resume: "cmVzdW1l".to_owned(), supervisor: "Dana".to_owned() },
        ),
        example("StillPosted", &StillPosted { still: STILL, seq: 88 }),
        example("ReviewList", &ReviewList { sessions: vec![closed()], total: 51, next: Some("MjAyNi0xMS0yMg".to_owned()) }),
        example("ReviewList", &ReviewList { sessions: vec![], total: 0, next: None }),
        example("SessionSummary", &waiting()),
        example("SessionSummary", &closed()),
    ];
    all.extend([StaffRole::Supervisor, StaffRole::Reviewer, StaffRole::Admin].iter().map(|role| example("StaffRole", role)));
    all.extend(verdicts().into_iter().map(|verification| {
        let events = envelopes().into_iter().take(2).collect();
        example("ReviewSession", &ReviewSession { summary: closed(), events, verification })
    }));
    all.extend(commands::new_sessions().iter().map(|new| example("NewSession", new)));
    all.extend(commands::joins().iter().map(|join| example("Join", join)));
    all
}

fn me() -> Me {
    let (name, display_name) = ("dana".to_owned(), "Dana".to_owned());
    Me { id: SUPERVISOR, name, display_name, role: StaffRole::Supervisor, language: "en".to_owned() }
}

fn account() -> Account {
    let Me { id, name, display_name, role, language } = me();
    Account { id, name, display_name, role, language, created_at: 1_795_000_000_000, disabled: false, pending: true }
}

fn problem() -> Problem {
    let code = ErrorCode::InviteExpired;
    Problem { r#type: "about:blank".to_owned(), title: "Gone".to_owned(), status: 410, detail: code.sentence().to_owned(), code }
}

fn verdicts() -> Vec<Verdict> {
    let head = "ab".repeat(32);
    let mut all = vec![
        Verdict::Intact { events: 2, head: head.clone() },
        Verdict::RedactedButIntact { events: 2, head: head.clone(), erased: 3 },
        Verdict::Truncated { events: 2, head },
    ];
    let faults = [Fault::Header, Fault::Form, Fault::Order, Fault::Session, Fault::Hash, Fault::Commitment, Fault::AfterEnd];
    all.extend(faults.map(|fault| Verdict::Altered { seq: 1, fault }));
    all
}

fn waiting() -> SessionSummary {
    SessionSummary {
        session: SESSION,
        created_at: 1_795_341_600_000,
        state: "asking".to_owned(),
        state_at: 1_795_341_731_480,
        outcome: None,
        reference: Some("Iván Ríos".to_owned()),
        topic: None,
        language: "es".to_owned(),
        supervisor: SUPERVISOR,
        supervisor_name: Some("Dana".to_owned()),
        via: Some(Via::Code),
        abilities: Some(Abilities { screen: false, camera: true, microphone: true }),
        customer_present: true,
        can_take_over: false,
        disposition: None,
        closed_at: None,
        active_ms: 0,
        events: 3,
    }
}

fn closed() -> SessionSummary {
    SessionSummary {
        state: "over".to_owned(),
        outcome: Some(Outcome::Completed),
        reference: None,
        topic: Some("No Wi-Fi".to_owned()),
        supervisor_name: None,
        via: None,
        abilities: None,
        customer_present: false,
        can_take_over: true,
        disposition: Some("resolved".to_owned()),
        closed_at: Some(1_795_343_469_004),
        active_ms: 1_690_233,
        events: 212,
        ..waiting()
    }
}

pub(crate) fn from_desk() -> Vec<FromDesk> {
    vec![FromDesk::Hello { token: "c3RhZmY".to_owned() }, FromDesk::Pong { n: 3 }]
}

pub(crate) fn to_desk() -> Vec<ToDesk> {
    let code = ErrorCode::Unauthenticated;
    vec![
        ToDesk::Sessions { sessions: vec![waiting()] },
        ToDesk::Changed { session: Box::new(waiting()) },
        ToDesk::Gone { session: SESSION },
        ToDesk::Ping { n: 3 },
        ToDesk::Restarting { reconnect_in_ms: 400, try_for_ms: 60_000 },
        ToDesk::Problem { code, sentence: code.sentence().to_owned() },
    ]
}

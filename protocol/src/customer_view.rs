//! What the customer's page may know of a session. It is shown by allowance: the type is built field by field, so that what is new in a
//! [`SessionView`] stays hidden until somebody decides otherwise. It has no place for the reference, the topic, the judgement, measures
//! and the language that staff chose.

use crate::event::{Abilities, Media, Via};
use crate::ids::{ParticipantId, SessionId, StillId, TabId};
use crate::text::{Language, Private};
use crate::time::SessionTime;
use crate::view::{Chat, Consent, Curtain, Customer, Participant, Picture, SessionView, StandingMark, State, Step, StoredStill};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One person, as the customer's page sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Person {
    /// Who.
    pub participant: ParticipantId,
    /// The page that is connected now.
    pub tab: Option<TabId>,
    /// Since when the page is connected, or gone.
    pub since_t: SessionTime,
    /// The microphone is muted.
    pub muted: bool,
}

impl Person {
    const fn of(person: &Participant) -> Self {
        let Participant { participant, tab, since_t, muted, quality: _ } = person;
        Self { participant: *participant, tab: *tab, since_t: *since_t, muted: *muted }
    }
}

/// The customer, as their own page sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct CustomerPerson {
    /// What everybody has.
    #[serde(flatten)]
    #[ts(flatten)]
    pub person: Person,
    /// How they came.
    pub via: Via,
    /// The language that their page shows.
    pub language: Language,
    /// What their browser can do.
    pub abilities: Abilities,
    /// Their page is in the background.
    pub hidden: bool,
    /// When they came to the door.
    pub asked_t: SessionTime,
}

impl CustomerPerson {
    fn of(customer: &Customer) -> Self {
        let Customer { participant, via, language, abilities, hidden, asked_t } = customer;
        Self {
            person: Person::of(participant),
            via: *via,
            language: language.clone(),
            abilities: *abilities,
            hidden: *hidden,
            asked_t: *asked_t,
        }
    }
}

/// What the customer's page may know, up to the last event that it was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub struct CustomerView {
    /// The session.
    pub session: SessionId,
    /// The last event that is folded in.
    pub seq: u64,
    /// When that event happened.
    pub last_t: SessionTime,
    /// Where the session stands.
    pub state: State,
    /// Since when.
    pub state_t: SessionTime,
    /// When the help began.
    pub active_t: Option<SessionTime>,
    /// The supervisor's name.
    pub supervisor_name: Option<Private>,
    /// The supervisor.
    pub supervisor: Option<Person>,
    /// The customer.
    pub customer: Option<CustomerPerson>,
    /// What the customer agreed to.
    pub consent: Consent,
    /// The curtain.
    pub curtain: Curtain,
    /// The picture.
    pub picture: Picture,
    /// What the relay carries.
    pub media: Media,
    /// The marks.
    pub marks: Vec<StandingMark>,
    /// The number that the next mark gets.
    pub next_mark: u32,
    /// The steps.
    pub steps: Vec<Step>,
    /// The chat.
    pub chat: Vec<Chat>,
    /// The stills.
    pub stills: Vec<StoredStill>,
    /// A snapshot that the customer's page was asked for.
    pub snapshot_wanted: Option<StillId>,
}

impl CustomerView {
    /// Takes out of a session's view what the customer's page may know.
    #[must_use]
    pub fn of(view: &SessionView) -> Self {
        Self {
            session: view.session,
            seq: view.seq,
            last_t: view.last_t,
            state: view.state.clone(),
            state_t: view.state_t,
            active_t: view.active_t,
            supervisor_name: view.supervisor_name.clone(),
            supervisor: view.supervisor.as_ref().map(Person::of),
            customer: view.customer.as_ref().map(CustomerPerson::of),
            consent: view.consent,
            curtain: view.curtain,
            picture: view.picture,
            media: view.media,
            marks: view.marks.clone(),
            next_mark: view.next_mark,
            steps: view.steps.clone(),
            chat: view.chat.clone(),
            stills: view.stills.clone(),
            snapshot_wanted: view.snapshot_wanted,
        }
    }
}

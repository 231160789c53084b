//! Guide, never control: everything that a page can send and everything that a customer's page can receive, each with the reason why it
//! can't act on the customer's device. A new message, or a new field of one, fails here until it has its line.

use crate::golden::variants_of;
use crate::samples::{commands, events, messages};
use cicerone_protocol::command::{CustomerCommand, FromCustomer, FromSupervisor, Hello, SupervisorCommand};
use cicerone_protocol::event::{Audience, Event};
use cicerone_protocol::message::ServerMessage;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A message's name, its fields, and why it is harmless.
type Line = (&'static str, &'static str, &'static str);

const HELLO: &[Line] = &[("hello", "v token tab have", "names the sender to the server")];

const FROM_CUSTOMER: &[Line] = &[
    ("do", "dseq command", "carries one of the commands below, which the customer's own hand gave"),
    ("offer", "id sdp", "negotiates media with the server"),
    ("quality", "quality", "tells measures"),
    ("pong", "n", "answers a ping"),
];

const CUSTOMER_COMMANDS: &[Line] = &[
    ("begin", "scopes", "the customer decides about their own session"),
    ("decline", "", "the customer decides about their own session"),
    ("grant", "scope", "the customer decides about their own session"),
    ("revoke", "scope", "takes away"),
    ("curtain", "drawn", "covers or shows the customer's own picture, by their own hand"),
    ("mute", "muted", "the customer's own microphone, by their own hand"),
    ("source", "source size still", "tells what the customer's browser already shows, by their own hand"),
    ("step_seen", "step", "tells the supervisor"),
    ("step_done", "step", "tells the supervisor"),
    ("step_stuck", "step", "tells the supervisor"),
    ("say", "text", "words"),
    ("page", "hidden", "tells the supervisor"),
    ("stop", "", "ends"),
];

const FROM_SUPERVISOR: &[Line] = &[
    ("do", "dseq command", "carries one of the commands below"),
    ("offer", "id sdp", "negotiates media with the server, never with the customer's page"),
    ("quality", "quality", "tells measures"),
    ("pong", "n", "answers a ping"),
];

const SUPERVISOR_COMMANDS: &[Line] = &[
    ("admit", "", "opens the door to our own page; the customer is asked next"),
    ("turn_away", "", "ends"),
    ("cancel", "", "ends"),
    ("hold", "", "takes picture and voice away"),
    ("unhold", "", "gives back only what the customer still agrees to"),
    ("mark", "shape colour label anchor", "draws on a copy of the picture inside our own page"),
    ("unmark", "mark", "takes such a drawing away"),
    ("clear", "", "takes such drawings away"),
    ("freeze", "still", "shows a stored picture inside our own page"),
    ("unfreeze", "", "shows the live picture again"),
    ("want_snapshot", "", "the page reads a frame of the track that the customer shares, within their consent"),
    ("send_step", "text hint still", "words and a stored picture; the customer's hands do it, or don't"),
    ("step_done", "step", "ticks a step off"),
    ("withdraw_step", "step", "takes words back"),
    ("say", "text", "words"),
    ("mute", "muted", "the supervisor's own microphone"),
    ("end", "", "ends"),
    ("dispose", "disposition note", "a judgement in the log, which the customer's page never gets"),
];

const SERVER: &[Line] = &[
    ("welcome", "v participant role now_t dseq resume codecs view", "facts to draw the page from"),
    ("events", "events", "carries events, below"),
    ("done", "dseq seq", "answers the page's own command"),
    ("refused", "dseq code sentence", "answers the page's own command"),
    ("answer", "id sdp", "answers the page's own offer: what flows is what the page put into it"),
    ("offer_refused", "id code sentence", "answers the page's own offer"),
    ("quality", "participant quality", "tells measures"),
    ("snapshot_wanted", "still within_ms", "the page reads a frame of the track that the customer shares, within their consent"),
    ("ping", "n now_t", "asks for a pong"),
    ("replaced", "", "closes the connection"),
    ("taken_over", "", "closes the connection"),
    ("over", "", "closes the connection"),
    ("restarting", "reconnect_in_ms try_for_ms", "the page connects to its own server again"),
    ("problem", "code sentence closing", "tells what was wrong"),
];

/// Facts, which pages draw. Those marked `staff` never reach the customer's page.
const EVENTS: &[Line] = &[
    ("session.created", "reference topic language supervisor", "staff"),
    ("session.invited", "expires_t", "a fact about the session"),
    ("session.asking", "via participant language abilities", "what the customer's own page said"),
    ("session.admitted", "", "the page shows the consent questions"),
    ("session.active", "", "a fact about the session"),
    ("session.held", "", "the page says that the call is on hold"),
    ("session.unheld", "", "a fact about the session"),
    ("session.interrupted", "customer_away supervisor_away", "a fact about the session"),
    ("session.resumed", "", "a fact about the session"),
    ("session.taken_over", "supervisor", "the page shows the new name"),
    ("session.wrapping_up", "reason", "the page says that the call is over"),
    ("session.disposed", "disposition note", "staff"),
    ("session.closed", "outcome", "the page says that the call is over"),
    ("participant.joined", "tab", "the page says who is there"),
    ("participant.left", "participant absence", "the page says who is there"),
    ("participant.page", "hidden", "what the customer's own page said"),
    (
        "consent.granted",
        "scope",
        "what the customer's own page said; the browser still asks for screen, camera and microphone itself",
    ),
    ("consent.revoked", "scope", "what the customer's own page said"),
    ("consent.curtain", "drawn", "what the customer's own page said"),
    ("talk.muted", "muted", "the page shows whose microphone is off"),
    ("talk.said", "message text", "words"),
    ("media.source", "source size still", "what the customer's own page said"),
    ("media.state", "media", "a fact about the relay"),
    ("media.frozen", "still", "the page shows a stored picture"),
    ("media.unfrozen", "", "the page shows the live picture again"),
    ("media.still", "still", "a fact about the log"),
    ("media.snapshot_wanted", "still", "a fact; the page acts on the message of that name, within the customer's consent"),
    ("media.snapshot_missed", "still", "a fact about the log"),
    ("mark.drawn", "mark", "the page draws on its own copy of the picture"),
    ("mark.removed", "mark", "the page takes a drawing away"),
    ("mark.cleared", "", "the page takes drawings away"),
    ("pointer.trail", "kind epoch points", "staff"),
    ("step.sent", "step n text hint still", "the page shows words and a stored picture"),
    ("step.seen", "step", "what the customer's own page said"),
    ("step.done", "step", "the page ticks a step off"),
    ("step.stuck", "step", "what the customer's own page said"),
    ("step.withdrawn", "step", "the page takes words back"),
    ("quality.sampled", "participant quality", "staff"),
];

/// Holds a list to name every variant, and each variant's fields, as they stand in the samples.
fn hold<T: Serialize + DeserializeOwned>(lines: &[Line], tag: &str, samples: &[Value]) {
    let listed: BTreeSet<_> = lines.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(listed.len(), lines.len(), "a message has one line");
    assert_eq!(
        listed,
        BTreeSet::from_iter(variants_of::<T>(tag)),
        "every message has its line, and no line is without a message"
    );
    let mut fields: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for sample in samples {
        let name = sample[tag].as_str().expect("the tag is a string").to_owned();
        let content = sample.get("data").unwrap_or(sample).as_object().expect("a message is an object");
        fields.entry(name).or_default().extend(content.keys().filter(|key| *key != tag).cloned());
    }
    for (name, named, why) in lines {
        let named: BTreeSet<_> = named.split_whitespace().map(str::to_owned).collect();
        assert_eq!(fields.get(*name), Some(&named), "the fields of {name}");
        assert!(!why.is_empty(), "{name} has no reason");
    }
}

fn values(samples: impl IntoIterator<Item = impl Serialize>) -> Vec<Value> {
    samples.into_iter().map(|sample| serde_json::to_value(sample).unwrap()).collect()
}

fn commands_in(messages: &[Value]) -> Vec<Value> {
    messages.iter().filter_map(|message| message.get("command").cloned()).collect()
}

#[test]
fn nothing_that_the_customer_sends_acts_on_a_device() {
    hold::<Hello>(HELLO, "type", &values(commands::hello()));
    let messages = values(commands::from_customer());
    hold::<FromCustomer>(FROM_CUSTOMER, "type", &messages);
    hold::<CustomerCommand>(CUSTOMER_COMMANDS, "do", &commands_in(&messages));
}

#[test]
fn nothing_that_the_supervisor_sends_acts_on_the_customers_device() {
    let messages = values(commands::from_supervisor());
    hold::<FromSupervisor>(FROM_SUPERVISOR, "type", &messages);
    hold::<SupervisorCommand>(SUPERVISOR_COMMANDS, "do", &commands_in(&messages));
}

#[test]
fn nothing_that_the_customers_page_receives_acts_on_the_device() {
    hold::<ServerMessage>(SERVER, "type", &values(messages::server_messages()));
    hold::<Event>(EVENTS, "type", &values(events::events().into_iter().map(|(_, event)| event)));
}

#[test]
fn events_for_staff_alone_never_reach_the_customers_page() {
    for (_, event) in events::events() {
        let name = serde_json::to_value(&event).unwrap()["type"].as_str().unwrap().to_owned();
        let line = EVENTS.iter().find(|(listed, ..)| *listed == name).unwrap();
        assert_eq!(event.audience() == Audience::Everyone, line.2 != "staff", "{name}");
    }
}

/// A field by such a name would be a way to reach into a device or to send its owner elsewhere.
const REACHING: &[&str] = &[
    "tap",
    "click",
    "press",
    "touch",
    "swipe",
    "scroll",
    "drag",
    "key",
    "keys",
    "type_text",
    "input",
    "inject",
    "exec",
    "eval",
    "script",
    "html",
    "href",
    "url",
    "link",
    "open",
    "navigate",
    "redirect",
    "install",
    "download",
    "clipboard",
    "paste",
];

#[test]
fn no_name_on_the_sessions_socket_speaks_of_reaching_into_a_device() {
    let mut all = values(commands::from_customer());
    all.extend(values(commands::from_supervisor()));
    all.extend(values(messages::server_messages()));
    all.extend(values(events::envelopes()));
    let mut names = BTreeSet::new();
    all.iter().for_each(|value| collect_names(value, &mut names));
    assert!(names.contains("want_snapshot") && names.contains("anchor"), "names are collected");
    let reaching: Vec<_> = names.iter().filter(|name| REACHING.contains(&name.as_str())).collect();
    assert!(reaching.is_empty(), "{reaching:?}");
}

/// Collects the keys of objects and the tags of messages, commands and events.
fn collect_names(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                names.insert(key.clone());
                if matches!(key.as_str(), "type" | "do")
                    && let Some(tag) = inner.as_str()
                {
                    names.extend(tag.split('.').map(str::to_owned));
                }
                collect_names(inner, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|inner| collect_names(inner, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

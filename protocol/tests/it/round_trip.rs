//! What is written is read back the same: messages, events, and views.

use crate::samples::{SESSION, api, commands, events, messages};
use crate::strategies;
use cicerone_protocol::CustomerView;
use cicerone_protocol::api::{FromDesk, ToDesk};
use cicerone_protocol::command::{FromCustomer, FromSupervisor, Hello, Join, NewSession};
use cicerone_protocol::event::{AnyEvent, Envelope};
use cicerone_protocol::message::ServerMessage;
use cicerone_protocol::view::SessionView;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn comes_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    let read: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
    assert_eq!(&read, value);
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
}

proptest! {
    #[test]
    fn what_the_customer_says_comes_back(message in strategies::from_customer()) {
        comes_back(&message);
    }

    #[test]
    fn what_the_supervisor_says_comes_back(message in strategies::from_supervisor()) {
        comes_back(&message);
    }

    #[test]
    fn events_come_back(envelope in strategies::envelope()) {
        comes_back(&envelope);
        comes_back(&ServerMessage::Events { events: vec![envelope] });
    }

    #[test]
    fn views_come_back(events in proptest::collection::vec(strategies::envelope(), 0..30)) {
        let mut view = SessionView::new(SESSION);
        for (seq, mut envelope) in (1..).zip(events) {
            envelope.seq = seq;
            view.apply(&envelope);
        }
        comes_back(&view);
        comes_back(&CustomerView::of(&view));
    }

    #[test]
    fn an_event_of_a_later_build_is_kept_and_passed_on_as_it_stood(data in strategies::json()) {
        let mut sent = serde_json::to_value(&events::envelopes()[0]).unwrap();
        sent["type"] = json!("guide.branched");
        sent["data"] = data.clone();
        let read: Envelope = serde_json::from_value(sent.clone()).unwrap();
        prop_assert_eq!(&read.event, &AnyEvent::Unknown { r#type: "guide.branched".to_owned(), data });
        prop_assert_eq!(serde_json::to_value(&read).unwrap(), sent);
    }
}

/// Reads each value with one more field in each of its objects in turn; none may be taken.
fn refuses_unknown_fields<T: DeserializeOwned>(values: impl IntoIterator<Item = impl Serialize>) {
    for value in values {
        let value = serde_json::to_value(value).unwrap();
        assert!(serde_json::from_value::<T>(value.clone()).is_ok(), "{value}");
        for pointer in objects_in(&value, "") {
            let mut altered = value.clone();
            altered.pointer_mut(&pointer).unwrap()["unknown"] = json!(1);
            assert!(serde_json::from_value::<T>(altered.clone()).is_err(), "an unknown field is taken: {altered}");
        }
    }
}

fn objects_in(value: &Value, at: &str) -> Vec<String> {
    let inside: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(key, inner)| (key.clone(), inner)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, inner)| (index.to_string(), inner)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => vec![],
    };
    let here = value.is_object().then(|| at.to_owned());
    here.into_iter().chain(inside.into_iter().flat_map(|(token, inner)| objects_in(inner, &format!("{at}/{token}")))).collect()
}

#[test]
fn unknown_fields_are_refused_everywhere_in_what_pages_send() {
    refuses_unknown_fields::<Hello>(commands::hello());
    refuses_unknown_fields::<FromCustomer>(commands::from_customer());
    refuses_unknown_fields::<FromSupervisor>(commands::from_supervisor());
    refuses_unknown_fields::<NewSession>(commands::new_sessions());
    refuses_unknown_fields::<Join>(commands::joins());
    refuses_unknown_fields::<FromDesk>(api::from_desk());
}

#[test]
fn an_envelope_of_a_later_version_is_refused_not_misread() {
    let mut value = serde_json::to_value(&events::envelopes()[0]).unwrap();
    value["v"] = json!(2);
    let error = serde_json::from_value::<Envelope>(value).unwrap_err().to_string();
    assert!(error.contains("version 2"), "{error}");
}

#[test]
fn every_server_message_comes_back() {
    for message in messages::server_messages() {
        comes_back(&message);
    }
    for message in api::to_desk() {
        comes_back::<ToDesk>(&message);
    }
}

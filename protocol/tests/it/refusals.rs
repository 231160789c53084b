//! What pages may not say.

use cicerone_protocol::command::{CustomerCommand, FromCustomer, FromSupervisor, NewSession, SupervisorCommand};
use cicerone_protocol::limits;
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn takes<T: DeserializeOwned>(value: Value) -> bool {
    serde_json::from_value::<T>(value).is_ok()
}

/// A text field of an inbound message: the message around a text, and the text's limit.
type Field = (fn(String) -> Value, fn(Value) -> bool, usize);

const FIELDS: &[Field] = &[
    (|text| json!({ "do": "say", "text": text }), takes::<CustomerCommand>, limits::CHAT_CHARS),
    (|text| json!({ "do": "say", "text": text }), takes::<SupervisorCommand>, limits::CHAT_CHARS),
    (
        |text| json!({ "do": "send_step", "text": text, "hint": null, "still": null }),
        takes::<SupervisorCommand>,
        limits::STEP_CHARS,
    ),
    (
        |text| json!({ "do": "send_step", "text": "a", "hint": text, "still": null }),
        takes::<SupervisorCommand>,
        limits::HINT_CHARS,
    ),
    (
        |text| json!({ "do": "dispose", "disposition": { "kind": "resolved" }, "note": text }),
        takes::<SupervisorCommand>,
        limits::NOTE_CHARS,
    ),
    (
        |text| {
            let size = json!({ "width": 1, "height": 1, "rotation": 0 });
            let anchor = json!({ "epoch": 1, "still": null, "size": size });
            json!({ "do": "mark", "shape": { "kind": "text", "at": { "x": 0, "y": 0 } }, "colour": "one", "label": text, "anchor": anchor })
        },
        takes::<SupervisorCommand>,
        limits::LABEL_CHARS,
    ),
    (|text| json!({ "reference": text, "topic": null, "language": "es" }), takes::<NewSession>, limits::NAME_CHARS),
    (|text| json!({ "reference": "a", "topic": text, "language": "es" }), takes::<NewSession>, limits::TOPIC_CHARS),
];

#[test]
fn a_text_fills_its_limit_and_no_more() {
    for (around, takes, limit) in FIELDS {
        for letter in ["a", "ñ", "👍"] {
            assert!(takes(around(letter.repeat(*limit))));
            assert!(!takes(around(letter.repeat(limit + 1))));
        }
        assert!(takes(around(format!(" \n{}\t ", "a".repeat(*limit)))), "space around a text does not count");
    }
}

#[test]
fn an_empty_text_is_none() {
    for (around, takes, _) in FIELDS {
        for empty in ["", " ", "\n\t\u{2003}"] {
            assert!(!takes(around(empty.to_owned())));
        }
    }
}

proptest! {
    #[test]
    fn control_characters_are_refused_wherever_they_stand(before in "[a-z]{1,9}", after in "[a-z]{1,9}", control in any::<char>()) {
        let refused = control.is_control() && !matches!(control, '\n' | '\t');
        for (around, takes, _) in FIELDS {
            prop_assert_eq!(takes(around(format!("{before}{control}{after}"))), !refused);
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in any::<String>()) {
        let _ = serde_json::from_str::<FromCustomer>(&text);
        let _ = serde_json::from_str::<FromSupervisor>(&text);
    }
}

#[test]
fn one_role_cannot_say_what_the_other_may() {
    for (command, fields) in [("admit", json!({})), ("freeze", json!({ "still": "01935f2a-6c00-7000-8000-000000000051" }))] {
        let mut value = fields;
        value["do"] = json!(command);
        assert!(takes::<SupervisorCommand>(value.clone()));
        assert!(!takes::<CustomerCommand>(value), "{command}");
    }
    for command in [
        json!({ "do": "curtain", "drawn": false }),
        json!({ "do": "grant", "scope": "hear" }),
        json!({ "do": "begin", "scopes": [] }),
    ] {
        assert!(takes::<CustomerCommand>(command.clone()));
        assert!(!takes::<SupervisorCommand>(command));
    }
}

#[test]
fn numbers_out_of_range_are_refused_not_bent() {
    let source = |width: Value, rotation: Value| json!({ "do": "source", "source": "screen", "size": { "width": width, "height": 1, "rotation": rotation }, "still": null });
    assert!(takes::<CustomerCommand>(source(json!(1), json!(270))));
    for (width, rotation) in
        [(json!(65_536), json!(0)), (json!(-1), json!(0)), (json!(1.5), json!(0)), (json!("1"), json!(0)), (json!(1), json!(45))]
    {
        assert!(!takes::<CustomerCommand>(source(width, rotation)));
    }
    assert!(!takes::<FromCustomer>(json!({ "type": "pong", "n": 4_294_967_296_u64 })));
}

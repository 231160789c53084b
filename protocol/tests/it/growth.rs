//! How a type grows (`docs/log-format.md`): what a later build adds, this build keeps, passes over, or reads as the value that says least.

use crate::logs::{forge, lines};
use crate::samples::{BY_CUSTOMER, CUSTOMER, SESSION, STILL, anchor, commands, events};
use cicerone_protocol::command::{CustomerCommand, SupervisorCommand};
use cicerone_protocol::event::{AnyEvent, Outcome};
use cicerone_protocol::log::verify::{Verdict, verify};
use cicerone_protocol::log::{self, Personal};
use cicerone_protocol::picture::{Colour, Source};
use cicerone_protocol::view::SessionView;
use cicerone_protocol::{Envelope, Event};
use serde_json::{Value, json};

/// The same event with another value in its data.
fn with(envelope: &Envelope, pointer: &str, value: Value) -> Envelope {
    let mut json = serde_json::to_value(envelope).unwrap();
    *json.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer} in {envelope:?}")) = value;
    serde_json::from_value(json).unwrap()
}

fn sample(name: &str) -> Envelope {
    let named = |envelope: &Envelope| serde_json::to_value(envelope).unwrap()["type"] == name;
    events::envelopes().into_iter().find(named).unwrap()
}

#[test]
fn a_field_that_a_later_build_added_is_left_out() {
    for envelope in events::envelopes() {
        let Some(event) = envelope.event.known() else { continue };
        let mut json = serde_json::to_value(&envelope).unwrap();
        json["data"]["later"] = json!({ "words": ["kept"] });
        let read: Envelope = serde_json::from_value(json).unwrap();
        assert_eq!(read.event.known(), Some(event));
    }
}

#[test]
fn fields_may_be_added_within_what_an_event_tells_of() {
    for (name, pointer) in [
        ("session.asking", "/data/abilities"),
        ("quality.sampled", "/data/quality"),
        ("mark.drawn", "/data/mark"),
        ("media.still", "/data/still"),
        ("pointer.trail", "/data/points/0"),
    ] {
        let envelope = sample(name);
        let mut json = serde_json::to_value(&envelope).unwrap();
        json.pointer_mut(pointer).unwrap()["later"] = json!(1);
        assert_eq!(serde_json::from_value::<Envelope>(json).unwrap(), envelope, "{name}");
    }
}

#[test]
fn an_open_value_reads_as_the_one_that_says_least() {
    for (name, pointer, read_as) in [
        ("session.asking", "/data/via", "link"),
        ("session.wrapping_up", "/data/reason", "ended"),
        ("session.closed", "/data/outcome", "failed"),
        ("participant.left", "/data/absence", "lost"),
        ("media.source", "/data/source", "none"),
        ("media.state", "/data/media", "none"),
        ("media.still", "/data/still/reason", "scene"),
        ("mark.drawn", "/data/mark/colour", "three"),
    ] {
        let read = with(&sample(name), pointer, json!("later"));
        assert!(read.event.known().is_some(), "{name}");
        assert_eq!(serde_json::to_value(&read).unwrap().pointer(pointer), Some(&json!(read_as)), "{name}");
    }
}

#[test]
fn a_closed_value_makes_the_event_count_as_one_of_an_unknown_type() {
    for (name, pointer) in [
        ("consent.granted", "/data/scope"),
        ("consent.revoked", "/data/scope"),
        ("session.disposed", "/data/disposition/kind"),
        ("mark.drawn", "/data/mark/shape/kind"),
        ("pointer.trail", "/data/kind"),
    ] {
        let read = with(&sample(name), pointer, json!("later"));
        let AnyEvent::Unknown { r#type, data } = &read.event else { panic!("{name} is read: {read:?}") };
        assert_eq!((r#type.as_str(), data.pointer(&pointer["/data".len()..])), (name, Some(&json!("later"))), "it is kept");
        let mut view = SessionView::fold(SESSION, &events::envelopes());
        let before = view.clone();
        let read = Envelope { seq: view.seq + 1, ..read };
        view.apply(&read);
        assert_eq!(view, SessionView { seq: read.seq, last_t: read.t, ..before }, "{name} is counted and nothing else");
    }
}

#[test]
fn what_a_later_build_means_gives_nothing_and_shows_nothing_here() {
    let fold = |events: &[Envelope]| SessionView::fold(SESSION, events);
    let next = |seq, event| events::envelope(seq, BY_CUSTOMER, AnyEvent::Known(event));
    let shown = next(1, Event::MediaSource { source: Source::Screen, size: None, still: Some(STILL) });
    let unknown_source = with(&next(2, shown.event.known().unwrap().clone()), "/data/source", json!("later"));
    assert_eq!(fold(&[shown, unknown_source]).picture.source, Source::None);
    let unknown_scope = with(&sample("consent.granted"), "/data/scope", json!("later"));
    assert_eq!(fold(&[unknown_scope]).consent, SessionView::new(SESSION).consent);
    let unknown_end = with(&next(1, Event::SessionClosed { outcome: Outcome::Completed }), "/data/outcome", json!("later"));
    assert!(fold(&[unknown_end]).state.is_over());
}

#[test]
fn a_log_of_a_later_build_keeps_its_bytes_and_its_verdict() {
    let body = |seq: u64, rest: &str| {
        format!(
            r#"{{"actor":{{"participant":"{CUSTOMER}","role":"customer"}},{rest},"seq":{seq},"session":"{SESSION}","t":1,"ts":"2026-11-22T10:00:00.001Z","#
        )
    };
    let bodies = [
        body(1, r#""data":{"later":[1],"scope":"hear"}"#) + r#""type":"consent.granted","v":1}"#,
        body(2, r#""data":{"scope":"later"}"#) + r#""type":"consent.granted","v":1}"#,
        body(3, r#""data":{"outcome":"later"}"#) + r#""type":"session.closed","v":1}"#,
    ];
    let file = forge(&bodies.each_ref().map(String::as_str));
    assert!(matches!(verify(&file), Verdict::Intact { events: 3, .. }), "{:?}", verify(&file));
    let read: Vec<_> = bodies.iter().map(|body| log::open(body.as_bytes(), &Personal::new()).unwrap()).collect();
    let view = SessionView::fold(SESSION, &read);
    assert!(view.consent.hear && !view.consent.view_screen && view.state.is_over());
    assert!(lines(&file).iter().skip(1).zip(&bodies).all(|(line, body)| String::from_utf8_lossy(line).contains(body)));
}

#[test]
fn a_page_may_not_ask_for_what_this_build_does_not_know() {
    let source = json!({ "do": "source", "source": "later", "size": null, "still": null });
    assert!(serde_json::from_value::<CustomerCommand>(source).is_err());
    let (shape, colour) = (commands::shapes().remove(0), Colour::One);
    let mut mark = serde_json::to_value(SupervisorCommand::Mark { shape, colour, label: None, anchor: anchor(None) }).unwrap();
    assert!(serde_json::from_value::<SupervisorCommand>(mark.clone()).is_ok());
    mark["colour"] = json!("later");
    assert!(serde_json::from_value::<SupervisorCommand>(mark).is_err());
}

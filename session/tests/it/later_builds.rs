//! A session whose log has entries of a later build loads, and nothing opens by what is not understood.

use crate::call::Call;
use cicerone_protocol::Envelope;
use cicerone_protocol::picture::Source;
use cicerone_session::{Gates, Session};
use serde_json::{Value, json};

/// The call's log, and one more entry of the customer's as a later build wrote it.
fn replayed(call: &Call, kind: &str, data: &Value) -> Session {
    let last = call.log.last().unwrap();
    let mut json = serde_json::to_value(last).unwrap();
    (json["seq"], json["type"], json["data"]) = (json!(last.seq + 1), json!(kind), data.clone());
    let later: Envelope = serde_json::from_value(json).unwrap();
    Session::replay(last.session, call.log.iter().chain([&later]))
}

#[test]
fn a_scope_of_a_later_build_opens_nothing_and_the_call_goes_on() {
    let call = Call::active(&[]);
    let session = replayed(&call, "consent.granted", &json!({ "scope": "later", "until_t": 900_000 }));
    assert_eq!((session.gates(), session.view().consent), (call.session.gates(), call.view().consent));
    assert_eq!(session.view().state, call.view().state);
}

#[test]
fn a_source_of_a_later_build_shows_nothing() {
    let call = Call::showing();
    assert!(call.session.gates().video);
    let size = json!({ "width": 720, "height": 1280, "rotation": 0 });
    let session = replayed(&call, "media.source", &json!({ "source": "later", "size": size, "still": null }));
    assert_eq!(session.view().picture.source, Source::None);
    assert_eq!(session.gates(), Gates { video: false, ..call.session.gates() });
}

#[test]
fn a_type_of_a_later_build_is_counted() {
    let call = Call::showing();
    let session = replayed(&call, "later.event", &json!({ "scope": "hear" }));
    assert_eq!(session.view().seq, call.view().seq + 1);
    assert_eq!(session.gates(), call.session.gates());
}

//! What the hash chain proves, and that nothing slips past the verifier.

use crate::logs::{self, Log, alterations, forge, header, join, lines};
use crate::samples::events::envelopes;
use crate::strategies;
use cicerone_protocol::event::Outcome;
use cicerone_protocol::limits::LOG_LINE_BYTES;
use cicerone_protocol::log::verify::{Fault, Verdict, Verifier, verify, verify_reader};
use cicerone_protocol::log::{self, LogError, MAX_INTEGER, PersonalValue};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::io::BufReader;

fn complete(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Intact { .. } | Verdict::RedactedButIntact { .. })
}

fn fault_of(file: &[u8]) -> (u64, Fault) {
    match verify(file) {
        Verdict::Altered { seq, fault } => (seq, fault),
        other => panic!("not altered: {other}"),
    }
}

/// Holds what is said of the beginnings of a file: without a whole first line it is no log; then it is truncated up to its last byte.
fn prefixes_verify(log: &Log, every: usize) {
    let file = log.file();
    for cut in (0..file.len()).step_by(every) {
        let beginning = &file[..cut];
        let whole_lines = beginning.iter().filter(|byte| **byte == b'\n').count();
        match verify(beginning) {
            Verdict::Altered { seq: 0, fault: Fault::Header } => assert_eq!(whole_lines, 0, "cut at {cut}"),
            Verdict::Truncated { events, .. } => assert_eq!(events as usize + 1, whole_lines, "cut at {cut}"),
            other => panic!("cut at {cut}: {other}"),
        }
    }
    assert!(complete(&verify(&file)));
}

#[test]
fn every_beginning_of_a_log_verifies_as_truncated() {
    prefixes_verify(&logs::short(), 1);
    prefixes_verify(&logs::story(), 13);
}

#[test]
fn every_changed_byte_and_line_is_found() {
    let file = logs::short().file();
    let altered = alterations(&file);
    assert!(altered.len() > 7 * file.len());
    for (what, changed) in altered {
        assert!(!complete(&verify(&changed)), "{what} is not found");
    }
}

#[test]
fn the_first_entry_that_changed_is_named() {
    let log = logs::story();
    let whole = lines(&log.file());
    for line in 1..whole.len() {
        let mut changed = whole.clone();
        let place = changed[line].iter().position(|byte| *byte == b'1').unwrap();
        changed[line][place] = b'2';
        assert_eq!(fault_of(&join(changed)).0, line as u64);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_random_log_verifies_and_any_change_to_it_is_found(
        drawn in vec(strategies::envelope(), 0..12),
        places in vec((any::<prop::sample::Index>(), 1..=255_u8), 24),
    ) {
        let log = logs::number(drawn, Outcome::Completed);
        let file = log.file();
        prop_assert!(complete(&verify(&file)), "{}", verify(&file));
        for (index, with) in places {
            let mut changed = file.clone();
            changed[index.index(file.len())] ^= with;
            prop_assert!(!complete(&verify(&changed)));
        }
    }

    #[test]
    fn a_log_without_any_of_its_personal_values_is_redacted_but_intact(
        drawn in vec(strategies::envelope(), 1..12),
        keep in vec(any::<bool>(), 64),
    ) {
        let log = logs::number(drawn, Outcome::Completed);
        let whole = match verify(&log.file()) {
            Verdict::Intact { events, head } => (events, head, 0),
            Verdict::RedactedButIntact { events, head, erased } => (events, head, erased),
            other => return Err(TestCaseError::fail(other.to_string())),
        };
        let erase = |number: usize| !keep[number % keep.len()];
        let gone = (0..log.personal_values()).filter(|number| erase(*number)).count() as u64;
        let expected = match (whole.0, whole.1, whole.2 + gone) {
            (events, head, 0) => Verdict::Intact { events, head },
            (events, head, erased) => Verdict::RedactedButIntact { events, head, erased },
        };
        prop_assert_eq!(verify(&log.erased(erase)), expected);
    }

    #[test]
    fn what_is_sealed_opens_as_it_was(drawn in vec(strategies::envelope(), 0..12)) {
        let log = logs::number(drawn, Outcome::Completed);
        let mut verifier = Verifier::new(&log.header).unwrap();
        for (entry, envelope) in log.entries.iter().zip(&log.events) {
            prop_assert_eq!(&log::open(&entry.body, &entry.personal).unwrap(), envelope);
            verifier.entry(&entry.body, &entry.hash, &entry.personal).unwrap();
        }
        prop_assert!(complete(&verifier.verdict()));
    }

    #[test]
    fn no_personal_value_stands_in_a_body(drawn in vec(strategies::envelope(), 1..8)) {
        let log = logs::number(drawn, Outcome::Completed);
        for entry in &log.entries {
            let in_clear = String::from_utf8_lossy(&entry.body).contains(r#"{"clear":""#);
            prop_assert!(!in_clear);
        }
    }

    #[test]
    fn canonical_json_means_the_same_and_stays_as_it_is(value in strategies::json()) {
        let bytes = log::canonical(&value).unwrap();
        let read: Value = serde_json::from_slice(&bytes).unwrap();
        prop_assert_eq!(&read, &value);
        prop_assert_eq!(log::canonical(&read).unwrap(), bytes);
    }

    #[test]
    fn no_bytes_make_the_verifier_panic(bytes in vec(any::<u8>(), 0..200)) {
        let _ = verify(&bytes);
        let _ = verify(&join([header(), bytes]));
    }

    #[test]
    fn no_line_of_json_makes_the_verifier_panic(body in strategies::json(), personal in strategies::json(), chained in any::<bool>()) {
        let bytes = log::canonical(&body).unwrap();
        let hash = if chained { log::chain_next(&log::chain_start(&header()), 1, &bytes) } else { log::chain_start(&bytes) };
        let line = log::canonical(&json!({ "body": body, "hash": hash.to_string(), "personal": personal })).unwrap();
        prop_assert!(!complete(&verify(&join([header(), line]))));
    }
}

#[test]
fn a_log_is_read_in_pieces_of_any_size_with_the_same_verdict() {
    let log = logs::story();
    for file in [log.file(), log.erased(|number| number % 2 == 0), log.file()[..2_000].to_vec()] {
        for capacity in [1, 7, 64, 4_096] {
            let reader = BufReader::with_capacity(capacity, file.as_slice());
            assert_eq!(verify_reader(reader).unwrap(), verify(&file));
        }
    }
}

#[test]
fn a_chain_that_follows_does_not_excuse_what_stands_in_it() {
    let body = |seq: &str, more: &str| {
        format!(r#"{{{more}"seq":{seq},"session":"01935f2a-6c00-7000-8000-000000000001","type":"session.closed"}}"#)
    };
    let (one, two) = (body("1", ""), body("2", ""));
    assert_eq!(verify(&forge(&[&one])), Verdict::Intact { events: 1, head: last_hash(&forge(&[&one])) });
    assert_eq!(fault_of(&forge(&[&two])), (1, Fault::Order));
    assert_eq!(fault_of(&forge(&[&body("\"1\"", "")])), (1, Fault::Order));
    assert_eq!(fault_of(&forge(&[&one, &two])), (2, Fault::AfterEnd));
    assert_eq!(fault_of(&forge(&[&one.replace("6c00", "6c01")])), (1, Fault::Session));
    assert_eq!(fault_of(&forge(&[&body("1", r#""a":1.5,"#)])), (1, Fault::Form));
    assert_eq!(fault_of(&forge(&[&body("1", r#""a":9007199254740992,"#)])), (1, Fault::Form));
    assert!(complete(&verify(&forge(&[&body("1", r#""a":-9007199254740991,"#)]))));
    assert_eq!(fault_of(&forge(&["1"])), (1, Fault::Form));
}

fn last_hash(file: &[u8]) -> String {
    let line: Value = serde_json::from_slice(lines(file).last().unwrap()).unwrap();
    line["hash"].as_str().unwrap().to_owned()
}

#[test]
fn a_kept_value_belongs_to_one_commitment_under_one_name() {
    let mut log = logs::short();
    let kept = log.entries[0].personal["/data/supervisor"].clone();
    log.entries[0].personal.insert("/data".to_owned(), kept.clone());
    assert_eq!(fault_of(&log.file()), (1, Fault::Commitment));

    // `~2` is no escape of RFC 6901; read leniently it would name the same place as `~02`.
    let later = envelopes().pop().unwrap();
    let data = json!({ "a~2": { "clear": "x" } });
    let mut log = logs::number(vec![rename(later, data)], Outcome::Completed);
    let kept: PersonalValue = log.entries[0].personal["/data/a~02"].clone();
    log.entries[0].personal.insert("/data/a~2".to_owned(), kept);
    assert_eq!(fault_of(&log.file()), (1, Fault::Commitment));
}

fn rename(mut envelope: cicerone_protocol::Envelope, data: Value) -> cicerone_protocol::Envelope {
    envelope.event = cicerone_protocol::event::AnyEvent::Unknown { r#type: "later.event".to_owned(), data };
    envelope
}

#[test]
fn what_is_no_log_at_all_has_no_header() {
    let header = header();
    let text = String::from_utf8(header.clone()).unwrap();
    for file in [
        Vec::new(),
        b"\n".to_vec(),
        header.clone(),
        join([text.replace("cicerone-log", "other-log").into_bytes()]),
        join([text.replace("\"v\":1", "\"v\":2").into_bytes()]),
        join([text.replace("\"v\":1", "\"v\":true").into_bytes()]),
        join([text.replace("01935f2a-", "01935f2a").into_bytes()]),
        join([text.replace("01935f2a", "01935F2A").into_bytes()]),
        join([text.replace("\"v\":1", "\"v\":1,\"w\":1").into_bytes()]),
        join([br#"["2026-11-22T10:00:00.000Z","cicerone-log","01935f2a-6c00-7000-8000-000000000001",1]"#.to_vec()]),
        join([vec![b' '; LOG_LINE_BYTES]]),
    ] {
        assert_eq!(fault_of(&file), (0, Fault::Header), "{}", String::from_utf8_lossy(&file[..file.len().min(200)]));
    }
    let head = log::chain_start(&header).to_string();
    assert_eq!(verify(&join([header])), Verdict::Truncated { events: 0, head });
}

#[test]
fn a_line_has_a_bound_and_so_has_its_depth() {
    let line = |spaces: usize| join([header(), vec![b' '; spaces]]);
    assert_eq!(fault_of(&line(LOG_LINE_BYTES - 1)), (1, Fault::Form));
    assert_eq!(fault_of(&line(LOG_LINE_BYTES)), (1, Fault::Form));
    let unended = |bytes: usize| [join([header()]), vec![b' '; bytes]].concat();
    assert!(matches!(verify(&unended(LOG_LINE_BYTES - 1)), Verdict::Truncated { events: 0, .. }));
    assert_eq!(fault_of(&unended(LOG_LINE_BYTES)), (1, Fault::Form));

    // The line and the body take two of the 127 levels.
    let deep = |levels: usize| {
        let data = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        forge(&[&format!(
            r#"{{"data":{data},"seq":1,"session":"01935f2a-6c00-7000-8000-000000000001","type":"session.closed"}}"#
        )])
    };
    assert!(complete(&verify(&deep(125))));
    assert_eq!(fault_of(&deep(126)), (1, Fault::Form));
}

#[test]
fn numbers_are_integers_that_every_reader_keeps() {
    for number in ["1.5", "1e3", "-0", "9007199254740992", "-9007199254740992", "18446744073709551615", "1e400"] {
        let refused =
            serde_json::from_str::<Value>(number).map_or(true, |value| matches!(log::canonical(&value), Err(LogError::Number)));
        assert!(refused, "{number}");
    }
    assert_eq!(log::canonical(&json!(MAX_INTEGER)).unwrap(), b"9007199254740991");
}

/// RFC 8785 §3.2.3: keys in the order of their UTF-16 code units, so that U+1F600 (as D83D DE00) stands before U+FB33.
#[test]
fn canonical_keys_are_ordered_by_utf_16_code_units() {
    let keys = ["\u{20ac}", "\r", "\u{fb33}", "1", "\u{1f600}", "\u{80}", "\u{f6}"];
    let value = Value::from_iter(keys.map(|key| (key, 0)));
    let expected = "{\"\\r\":0,\"1\":0,\"\u{80}\":0,\"\u{f6}\":0,\"\u{20ac}\":0,\"\u{1f600}\":0,\"\u{fb33}\":0}";
    assert_eq!(String::from_utf8(log::canonical(&value).unwrap()).unwrap(), expected);
}

/// RFC 8785 §3.2.2.2: only these characters are escaped, and only in this way.
#[test]
fn canonical_strings_have_one_way_to_be_written() {
    let read: Value = serde_json::from_str(r#""\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/\b\f\r\t\u007f\u2028""#).unwrap();
    let expected = "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\f\\r\\t\u{7f}\u{2028}\"";
    assert_eq!(String::from_utf8(log::canonical(&read).unwrap()).unwrap(), expected);
}

#[test]
fn a_verdict_is_said_in_words() {
    let log = logs::story();
    let said = |file: &[u8]| verify(file).to_string();
    assert!(said(&log.file()).starts_with("Intact: the log is complete, and all its 33 entries are as they were written."));
    assert!(said(&log.erased(|_| true)).contains("8 personal values were erased"));
    assert!(said(&log.file()[..900]).starts_with("Truncated: "));
    assert_eq!(said(b""), "Altered in its first line: the first line is not the header of a log of this format.");
    let swapped = alterations(&logs::short().file()).into_iter().find(|(what, _)| what == "line 1 changed places with the next");
    assert!(said(&swapped.unwrap().1).starts_with("Altered at entry 1: the hash does not follow"));
}

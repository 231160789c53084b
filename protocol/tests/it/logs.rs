//! Logs to verify: sealed with salts that are counted instead of random, so that the same events make the same bytes.

use crate::samples::events::{envelope, still};
use crate::samples::{
    BY_CUSTOMER, BY_SUPERVISOR, CUSTOMER, MARK, MESSAGE, QUALITY, SESSION, SIZE, STEP, STILL, SUPERVISOR, TAB, anchor, at,
    language, private,
};
use crate::strategies;
use cicerone_protocol::SessionTime;
use cicerone_protocol::event::{
    Abilities, Absence, Actor, AnyEvent, Disposition, Envelope, Event, Media, Outcome, Scope, Via, WrapUpReason,
};
use cicerone_protocol::log::{self, Header, SealedEntry};
use cicerone_protocol::picture::{Colour, Mark, Shape, Source, StillReason};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

pub(crate) struct Log {
    pub(crate) header: Vec<u8>,
    pub(crate) events: Vec<Envelope>,
    pub(crate) entries: Vec<SealedEntry>,
}

impl Log {
    pub(crate) fn seal(events: Vec<Envelope>) -> Self {
        let header = header();
        let mut head = log::chain_start(&header);
        let mut salts = 0_u64;
        let entries = events
            .iter()
            .map(|envelope| {
                let sealed = log::seal(&head, envelope, || {
                    salts += 1;
                    let mut salt = [0x5a; 32];
                    salt[24..].copy_from_slice(&salts.to_be_bytes());
                    salt
                });
                let entry = sealed.unwrap();
                head = entry.hash;
                entry
            })
            .collect();
        Self { header, events, entries }
    }

    /// The exported file.
    pub(crate) fn file(&self) -> Vec<u8> {
        let lines = self.entries.iter().map(|entry| log::export_line(entry).unwrap());
        join(std::iter::once(self.header.clone()).chain(lines))
    }

    /// The exported file without the personal values for which `erase` says so; it gets their running number.
    pub(crate) fn erased(&self, erase: impl Fn(usize) -> bool) -> Vec<u8> {
        let mut entries = self.entries.clone();
        let mut number = 0;
        for entry in &mut entries {
            entry.personal.retain(|_, _| {
                number += 1;
                !erase(number - 1)
            });
        }
        Self { header: self.header.clone(), events: vec![], entries }.file()
    }

    pub(crate) fn personal_values(&self) -> usize {
        self.entries.iter().map(|entry| entry.personal.len()).sum()
    }
}

pub(crate) fn header() -> Vec<u8> {
    Header::new(SESSION, "2026-11-22T10:00:00.000Z".to_owned()).to_bytes().unwrap()
}

/// Ends each line with a line break.
pub(crate) fn join(lines: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    lines.into_iter().flat_map(|line| line.into_iter().chain([b'\n'])).collect()
}

/// Splits a file into its lines, without their line breaks.
pub(crate) fn lines(file: &[u8]) -> Vec<Vec<u8>> {
    let mut lines: Vec<_> = file.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    assert_eq!(lines.pop(), Some(vec![]), "the last line has its line break");
    lines
}

/// Chains bodies that no server would write, each with the hash that follows. A line is given as its text around `BODY` and `HASH`.
pub(crate) fn forge(bodies: &[&str]) -> Vec<u8> {
    let mut head = log::chain_start(&header());
    let mut all = vec![header()];
    for (seq, body) in (1..).zip(bodies) {
        head = log::chain_next(&head, seq, body.as_bytes());
        all.push(format!(r#"{{"body":{body},"hash":"{head}"}}"#).into_bytes());
    }
    join(all)
}

/// A short complete log with personal values, small enough to change it at every byte.
pub(crate) fn short() -> Log {
    let actors = [BY_SUPERVISOR, BY_CUSTOMER, Actor::Service {}];
    let known = [
        Event::SessionCreated {
            reference: private("Iván \"Wi-Fi\" Ríos\u{1f4f1}"),
            topic: None,
            language: language("es"),
            supervisor: private("Dana"),
        },
        Event::TalkSaid { message: MESSAGE, text: private("\u{20ac}\n") },
        Event::SessionClosed { outcome: Outcome::Completed },
    ];
    let entries = (1..).zip(actors).zip(known);
    Log::seal(entries.map(|((seq, actor), event)| envelope(seq, actor, AnyEvent::Known(event))).collect())
}

/// A whole call.
pub(crate) fn story() -> Log {
    let abilities = Abilities { screen: false, camera: true, microphone: true };
    let mark = Mark {
        mark: MARK,
        n: 1,
        shape: Shape::Ring { from: at(20_000, 30_000), to: at(26_000, 34_000) },
        colour: Colour::One,
        label: Some(private("Tap here")),
        anchor: anchor(Some(STILL)),
    };
    let step = Event::StepSent { step: STEP, n: 1, text: private("Open Wi-Fi"), hint: None, still: Some(STILL) };
    let service = Actor::Service {};
    let events = [
        (
            BY_SUPERVISOR,
            Event::SessionCreated {
                reference: private("Iván Ríos"),
                topic: Some(private("No Wi-Fi")),
                language: language("es"),
                supervisor: private("Dana"),
            },
        ),
        (BY_SUPERVISOR, Event::SessionInvited { expires_t: SessionTime::from_ms(901_500) }),
        (BY_SUPERVISOR, Event::ParticipantJoined { tab: TAB }),
        (BY_CUSTOMER, Event::SessionAsking { via: Via::Link, participant: CUSTOMER, language: language("es"), abilities }),
        (BY_CUSTOMER, Event::ParticipantJoined { tab: TAB }),
        (BY_SUPERVISOR, Event::SessionAdmitted {}),
        (BY_CUSTOMER, Event::ConsentGranted { scope: Scope::ViewCamera }),
        (BY_CUSTOMER, Event::ConsentGranted { scope: Scope::Hear }),
        (BY_CUSTOMER, Event::ConsentGranted { scope: Scope::Snapshot }),
        (BY_CUSTOMER, Event::SessionActive {}),
        (BY_CUSTOMER, Event::MediaSource { source: Source::Camera, size: Some(SIZE), still: None }),
        (service, Event::MediaState { media: Media::Live }),
        (BY_CUSTOMER, Event::TalkSaid { message: MESSAGE, text: private("¿Se ve? 👋") }),
        (service, Event::QualitySampled { participant: CUSTOMER, quality: QUALITY }),
        (BY_SUPERVISOR, Event::MediaStill { still: still(StillReason::Freeze) }),
        (BY_SUPERVISOR, Event::MediaFrozen { still: STILL }),
        (BY_SUPERVISOR, Event::MarkDrawn { mark }),
        (BY_SUPERVISOR, step),
        (BY_CUSTOMER, Event::StepSeen { step: STEP }),
        (BY_SUPERVISOR, Event::MediaUnfrozen {}),
        (BY_CUSTOMER, Event::ConsentCurtain { drawn: true }),
        (BY_CUSTOMER, Event::StepDone { step: STEP }),
        (BY_CUSTOMER, Event::ConsentCurtain { drawn: false }),
        (BY_SUPERVISOR, Event::SessionHeld {}),
        (service, Event::ParticipantLeft { participant: CUSTOMER, absence: Absence::Lost }),
        (service, Event::SessionInterrupted { customer_away: true, supervisor_away: false }),
        (BY_CUSTOMER, Event::ParticipantJoined { tab: TAB }),
        (service, Event::SessionResumed {}),
        (BY_SUPERVISOR, Event::SessionUnheld {}),
        (service, Event::ParticipantLeft { participant: SUPERVISOR, absence: Absence::ServerRestarted }),
        (BY_CUSTOMER, Event::SessionWrappingUp { reason: WrapUpReason::Stopped }),
        (
            BY_SUPERVISOR,
            Event::SessionDisposed { disposition: Disposition::Resolved {}, note: Some(private("Forgot the network")) },
        ),
        (service, Event::SessionClosed { outcome: Outcome::Completed }),
    ];
    Log::seal((1..).zip(events).map(|(seq, (actor, event))| envelope(seq, actor, AnyEvent::Known(event))).collect())
}

/// A complete log of events that no rule put in order: the fold must take them all. The same seed makes the same log.
pub(crate) fn random(seed: u8, entries: usize) -> Log {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut draw = || strategies::envelope().new_tree(&mut runner).unwrap().current();
    let drawn: Vec<_> = std::iter::repeat_with(&mut draw).filter(|envelope| !closes(envelope)).take(entries - 1).collect();
    number(drawn, Outcome::Failed)
}

/// Gives random events their places and ends them with `session.closed`.
pub(crate) fn number(drawn: Vec<Envelope>, outcome: Outcome) -> Log {
    let last = envelope(1, Actor::Service {}, AnyEvent::Known(Event::SessionClosed { outcome }));
    let mut t = SessionTime::ZERO;
    let events = drawn.into_iter().filter(|envelope| !closes(envelope)).chain([last]);
    let numbered = (1..).zip(events).map(|(seq, mut envelope)| {
        t += envelope.t.ms() % 5_000;
        envelope.seq = seq;
        envelope.t = t;
        envelope
    });
    Log::seal(numbered.collect())
}

fn closes(envelope: &Envelope) -> bool {
    matches!(envelope.event, AnyEvent::Known(Event::SessionClosed { .. }))
}

/// Named changes to a log's file. None leaves it as it was written, and none takes away nothing but personal values or its end.
pub(crate) fn alterations(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for place in 0..file.len() {
        for (how, with) in [("one bit of", 0x01), ("the highest bit of", 0x80), ("the case of", 0x20)] {
            let mut changed = file.to_vec();
            changed[place] ^= with;
            all.push((format!("{how} byte {place}"), changed));
        }
        let mut without = file.to_vec();
        without.remove(place);
        all.push((format!("without byte {place}"), without));
        for more in *b" 0\n" {
            let mut with = file.to_vec();
            with.insert(place, more);
            all.push((format!("byte {more} before byte {place}"), with));
        }
    }
    let lines = lines(file);
    let mut lined = |what: String, change: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mut changed = lines.clone();
        change(&mut changed);
        all.push((what, join(changed)));
    };
    for line in 0..lines.len() {
        lined(format!("line {line} twice"), &|lines| lines.insert(line, lines[line].clone()));
        lined(format!("an empty line before line {line}"), &|lines| lines.insert(line, vec![]));
        if line + 1 < lines.len() {
            lined(format!("without line {line}"), &|lines| drop(lines.remove(line)));
            lined(format!("line {line} changed places with the next"), &|lines| lines.swap(line, line + 1));
        }
    }
    lined("an empty line at the end".to_owned(), &|lines| lines.push(vec![]));
    lined("carriage returns".to_owned(), &|lines| lines.iter_mut().for_each(|line| line.push(b'\r')));
    lined("a byte order mark".to_owned(), &|lines| drop(lines[0].splice(0..0, "\u{feff}".bytes())));
    all.extend(rewritten(file));
    all
}

/// Changes of form: most of them mean the same to a JSON reader.
fn rewritten(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let text = String::from_utf8(file.to_vec()).unwrap();
    let kept: Value = serde_json::from_slice(&lines(file)[1]).unwrap();
    let (pointer, first) = kept["personal"].as_object().unwrap().iter().next().unwrap();
    let record = first.to_string();
    let array = serde_json::json!([first["salt"], first["value"]]).to_string();
    let replacements = [
        ("personal values that are null", "\"}\n", "\",\"personal\":null}\n"),
        ("personal values that are none", "\"}\n", "\",\"personal\":{}}\n"),
        ("one more field beside the body", ",\"hash\":", ",\"comment\":1,\"hash\":"),
        ("a record as an array", record.as_str(), array.as_str()),
        ("a salt that stands twice", "{\"salt\":", "{\"salt\":\"\",\"salt\":"),
        ("a seq that stands twice", "\"seq\":2", "\"seq\":2,\"seq\":2"),
        ("a seq with a fraction", "\"seq\":2", "\"seq\":2.0"),
        ("a seq with an exponent", "\"seq\":2", "\"seq\":2e0"),
        ("a seq that is huge", "\"seq\":2", "\"seq\":123456789012345678901234567890"),
        ("a seq of more than 53 bits", "\"seq\":2", "\"seq\":9007199254740993"),
        ("a seq below zero", "\"seq\":2", "\"seq\":-2"),
        ("a seq that is minus zero", "\"seq\":2", "\"seq\":-0"),
        ("a seq that is no number", "\"seq\":2", "\"seq\":NaN"),
        ("a version that is true", "\"v\":1", "\"v\":true"),
        ("a field in the body that is half a character", "\"seq\":2", "\"seq\":2,\"zz\":\"\\ud800\""),
        ("an escape that is not needed", "session.created", "session\\u002ecreated"),
        ("a pointer to nothing", pointer.as_str(), "/data/nothing"),
    ];
    replacements
        .into_iter()
        .map(|(what, from, to)| {
            assert!(text.contains(from), "{what}: the log has no {from}");
            (what.to_owned(), text.replacen(from, to, 1).into_bytes())
        })
        .collect()
}

//! Pins every message: a golden file for each variant, read and written again byte for byte here, and type-checked in TypeScript.

use crate::golden::{folder, hold_file, hold_folder, pretty, variants_of};
use crate::rule_goldens;
use crate::samples::{api, commands, events, messages};
use cicerone_protocol::SessionTime;
use cicerone_protocol::api::{FromDesk, ToDesk};
use cicerone_protocol::command::{CustomerCommand, FromCustomer, FromSupervisor, Hello, SupervisorCommand};
use cicerone_protocol::event::Event;
use cicerone_protocol::message::ServerMessage;
use cicerone_protocol::picture::{Colour, Point};
use cicerone_protocol::transient::{Transient, TransientKind};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Golden texts by file stem, and the TypeScript type of each.
type Set = BTreeMap<String, (String, &'static str)>;

/// Makes the set of an enum: the stem is the tag's value, and that of the command inside.
fn set<T: Serialize + DeserializeOwned + PartialEq>(kind: &'static str, samples: &[T]) -> Set {
    let mut set = Set::new();
    for sample in samples {
        let value = serde_json::to_value(sample).unwrap();
        let stem = [value.pointer("/type"), value.pointer("/command/do")].into_iter().flatten().filter_map(Value::as_str);
        let text = pretty(sample);
        let read: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
        assert!(read == *sample, "not the same after a round trip: {text}");
        assert_eq!(pretty(&read), text);
        insert(&mut set, &stem.collect::<Vec<_>>().join("."), text, kind);
    }
    set
}

/// A second example of a variant gets the stem `name-2`.
fn insert(set: &mut Set, stem: &str, text: String, kind: &'static str) {
    let mut names = std::iter::once(stem.to_owned()).chain((2..).map(|n| format!("{stem}-{n}")));
    let free = names.find(|name| !set.contains_key(name)).expect("the numbers don't end");
    set.insert(free, (text, kind));
}

fn api_set() -> Set {
    let mut set = Set::new();
    for example in api::examples() {
        assert_eq!(example.again, example.text);
        insert(&mut set, example.kind, example.text, example.kind);
    }
    set
}

fn sets() -> BTreeMap<&'static str, Set> {
    let envelopes = events::envelopes();
    let (known, unknown): (Vec<_>, Vec<_>) = envelopes.into_iter().partition(|envelope| envelope.event.known().is_some());
    BTreeMap::from([
        ("api", api_set()),
        ("event", set("Envelope", &known)),
        ("event_unknown", set("unknown", &unknown)),
        ("from_customer", set("FromCustomer", &commands::from_customer())),
        ("from_desk", set("FromDesk", &api::from_desk())),
        ("from_supervisor", set("FromSupervisor", &commands::from_supervisor())),
        ("hello", set("Hello", &commands::hello())),
        ("server", set("ServerMessage", &messages::server_messages())),
        ("to_desk", set("ToDesk", &api::to_desk())),
    ])
}

#[test]
fn every_message_has_its_golden_bytes() {
    for (name, set) in sets() {
        let files = set.into_iter().map(|(stem, (text, _))| (format!("{stem}.json"), text.into_bytes())).collect();
        hold_folder(&folder("wire").join(name), &files);
    }
}

#[test]
fn no_variant_is_without_a_golden() {
    let with = |outer: Vec<String>, inner: Vec<String>| -> Vec<String> {
        let commands = inner.into_iter().map(|command| format!("do.{command}"));
        outer.into_iter().filter(|name| name != "do").chain(commands).collect()
    };
    let events = variants_of::<Event>("type");
    assert_eq!(events, Event::TYPES, "Event::TYPES lists every event");
    let expected = [
        ("event", events),
        ("from_customer", with(variants_of::<FromCustomer>("type"), variants_of::<CustomerCommand>("do"))),
        ("from_desk", variants_of::<FromDesk>("type")),
        ("from_supervisor", with(variants_of::<FromSupervisor>("type"), variants_of::<SupervisorCommand>("do"))),
        ("hello", variants_of::<Hello>("type")),
        ("server", variants_of::<ServerMessage>("type")),
        ("to_desk", variants_of::<ToDesk>("type")),
        ("api", public_types("src/api", &["FromDesk", "ToDesk"])),
    ];
    let sets = sets();
    for (name, variants) in expected {
        let covered: BTreeSet<_> = sets[name].keys().map(String::as_str).collect();
        let missing: Vec<_> = variants.iter().filter(|variant| !covered.contains(variant.as_str())).collect();
        assert!(missing.is_empty(), "{name} has no golden for {missing:?}");
    }
}

#[test]
fn an_event_has_the_same_name_in_rust_and_in_the_log() {
    for envelope in events::envelopes() {
        let Some(event) = envelope.event.known() else { continue };
        let debug = format!("{event:?}");
        let variant = debug.split([' ', '{']).next().unwrap_or_default();
        let name = serde_json::to_value(event).unwrap()["type"].as_str().unwrap().replace(['.', '_'], "");
        assert_eq!(variant.to_lowercase(), name);
    }
}

/// Returns the names of the public types in a folder of sources, without those that are enumerated by variant.
fn public_types(folder: &str, enumerated: &[&str]) -> Vec<String> {
    let files = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let source: String = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    let declared = |line: &str| line.strip_prefix("pub struct ").or(line.strip_prefix("pub enum ")).map(str::to_owned);
    let name = |rest: String| rest.split([' ', '(', '<']).next().unwrap_or_default().to_owned();
    let names: Vec<_> =
        source.lines().filter_map(declared).map(name).filter(|name| !enumerated.contains(&name.as_str())).collect();
    assert!(names.len() > 10, "the folder's files were read");
    names
}

#[test]
fn the_typescript_side_has_the_same_goldens() {
    let sets = sets();
    let known = sets.values().flat_map(|set| set.values().map(|(_, kind)| *kind)).filter(|kind| *kind != "unknown");
    let kinds: BTreeSet<_> = known.chain(rule_goldens::KINDS).collect();
    let kinds: Vec<_> = kinds.into_iter().collect();
    let mut out =
        String::from("// Written by `cargo xtask goldens` from the samples of the protocol crate's tests. Do not edit.\n");
    out += &format!("import type {{\n  {},\n}} from './wire';\n", kinds.join(",\n  "));
    out += "\n/** What the files in `protocol/tests/golden/wire` hold, so that the compiler checks each against its type. */\n";
    out += "export const goldens = {\n";
    for (name, set) in &sets {
        out += &format!("  {name}: {{\n");
        for (stem, (text, kind)) in set {
            let indented = text.trim_end().replace('\n', "\n    ").replace('\u{2028}', "\\u2028");
            out += &format!("    '{stem}': {indented} satisfies {kind},\n");
        }
        out += "  },\n";
    }
    out += "};\n";
    out += &rule_goldens::typescript();
    hold_file(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../web-client/shared/wire/goldens.ts"), out.as_bytes());
}

#[test]
fn transient_frames_have_their_golden_bytes() {
    let frame = |kind, epoch, colour, seq, at, sent_ms: u32| {
        let sent_t = SessionTime::from_ms(sent_ms.into());
        Transient { kind, epoch, colour, seq, at, sent_t }
    };
    let frames = [
        frame(TransientKind::Pointer, 0, Colour::One, 0, Point { x: 0, y: 0 }, 0),
        frame(TransientKind::Stroke, 5, Colour::Three, 0x0102, Point { x: 0x0304, y: 0xfffe }, 0x0506_0708),
        frame(TransientKind::Pointer, 15, Colour::Two, 65_535, Point { x: 65_535, y: 65_535 }, u32::MAX),
        frame(TransientKind::End, 9, Colour::One, 300, Point { x: 32_768, y: 1 }, 61_016),
    ];
    let refused = [
        ("", "empty"),
        ("010000000000000000000000ff", "13 bytes"),
        ("0100000000000000000000", "11 bytes"),
        ("000000000000000000000000", "kind 0"),
        ("040000000000000000000000", "kind 4"),
        ("013000000000000000000000", "colour 3"),
        ("014000000000000000000000", "reserved bit 6"),
        ("018000000000000000000000", "reserved bit 7"),
    ];
    for (bytes, why) in refused {
        assert!(Transient::decode(&hex::decode(bytes).unwrap()).is_err(), "{why}");
    }
    let written: Vec<Value> = frames
        .iter()
        .map(|frame| {
            assert_eq!(Transient::decode(&frame.encode()), Ok(*frame));
            let kind = match frame.kind {
                TransientKind::Pointer => "pointer",
                TransientKind::Stroke => "stroke",
                TransientKind::End => "end",
            };
            let Transient { epoch, colour, seq, at, sent_t, .. } = frame;
            let fields = json!({ "kind": kind, "epoch": epoch, "colour": colour, "seq": seq, "at": at, "sent_t": sent_t });
            json!({ "hex": hex::encode(frame.encode()), "frame": fields })
        })
        .collect();
    let refused: Vec<Value> = refused.iter().map(|(bytes, why)| json!({ "hex": bytes, "why": why })).collect();
    hold_file(&folder("transient.json"), pretty(&json!({ "frames": written, "refused": refused })).as_bytes());
}

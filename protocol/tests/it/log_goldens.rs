//! Golden logs: files with their verdicts, and the view after each of their entries, to which the TypeScript fold is held as well.

use crate::golden::{folder, hold_folder, pretty};
use crate::logs::{self, Log, join, lines};
use crate::samples::{SESSION, events};
use cicerone_protocol::Event;
use cicerone_protocol::event::Outcome;
use cicerone_protocol::log;
use cicerone_protocol::log::verify::{Verdict, verify};
use cicerone_protocol::view::SessionView;
use std::collections::{BTreeMap, BTreeSet};

/// Logs of which the views are kept. The random ones put together what no session would, which the fold must take all the same.
fn whole() -> Vec<(&'static str, Log)> {
    vec![
        ("story", logs::story()),
        ("every", logs::number(events::envelopes(), Outcome::Completed)),
        ("random-1", logs::random(1, 40)),
        ("random-2", logs::random(2, 40)),
        ("random-3", logs::random(3, 40)),
    ]
}

/// The document's example, and what may have happened to a log.
fn treated() -> Vec<(&'static str, Vec<u8>)> {
    let story = logs::story();
    let file = story.file();
    let changed = |change: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mut lines = lines(&file);
        change(&mut lines);
        join(lines)
    };
    let replaced = |from: &str, to: &str| {
        let text = String::from_utf8(file.clone()).unwrap();
        assert!(text.contains(from), "the story has {from}");
        text.replacen(from, to, 1).into_bytes()
    };
    vec![
        ("example", logs::short().file()),
        ("redacted", story.erased(|number| number == 0)),
        ("redacted-all", story.erased(|_| true)),
        ("truncated", changed(&|lines| lines.truncate(20))),
        ("truncated-in-a-line", file[..file.len() - 100].to_vec()),
        ("truncated-to-its-header", changed(&|lines| lines.truncate(1))),
        ("altered-header", replaced("cicerone-log", "Cicerone-log")),
        ("altered-creation", replaced("10:00:00.000Z", "10:00:00.001Z")),
        ("altered-body", replaced("\"drawn\":true", "\"drawn\":false")),
        ("altered-value", replaced("Dana", "Dora")),
        ("altered-form", replaced("{\"body\":", "{ \"body\":")),
        ("altered-order", changed(&|lines| lines.swap(7, 8))),
        ("altered-missing", changed(&|lines| drop(lines.remove(22)))),
        ("altered-after-end", changed(&|lines| lines.push(lines[5].clone()))),
    ]
}

/// Every golden log, by name.
pub(crate) fn all() -> Vec<(&'static str, Vec<u8>)> {
    whole().into_iter().map(|(name, log)| (name, log.file())).chain(treated()).collect()
}

#[test]
fn golden_logs_have_their_bytes_verdicts_and_views() {
    let mut files = BTreeMap::new();
    let mut verdicts: BTreeMap<&str, Verdict> = BTreeMap::new();
    for (name, file) in all() {
        verdicts.insert(name, verify(&file));
        files.insert(format!("{name}.jsonl"), file);
    }
    for (name, log) in whole() {
        files.insert(format!("{name}.views.jsonl"), views(&log));
    }
    files.insert("verdicts.json".to_owned(), pretty(&verdicts).into_bytes());
    hold_folder(&folder("logs"), &files);
}

/// The view before the first entry and after each, folded from what a reader of the file gets.
fn views(log: &Log) -> Vec<u8> {
    let mut view = SessionView::new(SESSION);
    let mut lines = vec![serde_json::to_vec(&view).unwrap()];
    for entry in &log.entries {
        view.apply(&log::open(&entry.body, &entry.personal).unwrap());
        lines.push(serde_json::to_vec(&view).unwrap());
    }
    join(lines)
}

/// Each type is in a log whose views are kept. That every guard of the fold is come to is for `cargo xtask folds` to hold.
#[test]
fn golden_logs_have_every_type_of_event() {
    let entries = whole().into_iter().flat_map(|(_, log)| log.events);
    let found: BTreeSet<_> =
        entries.map(|entry| serde_json::to_value(entry).unwrap()["type"].as_str().unwrap().to_owned()).collect();
    let missing: Vec<_> = Event::TYPES.iter().filter(|name| !found.contains(**name)).collect();
    assert!(missing.is_empty(), "no golden log has {missing:?}");
}

#[test]
fn golden_logs_show_every_verdict() {
    let found: Vec<_> = all().iter().map(|(_, file)| verify(file)).collect();
    assert!(found.iter().any(|verdict| matches!(verdict, Verdict::Intact { .. })));
    assert!(found.iter().any(|verdict| matches!(verdict, Verdict::RedactedButIntact { .. })));
    assert!(found.iter().any(|verdict| matches!(verdict, Verdict::Truncated { .. })));
    assert!(found.iter().any(|verdict| matches!(verdict, Verdict::Altered { .. })));
}

//! Logs of random runs with the view after every entry, to which `cargo xtask folds` holds the pages' fold.

mod cells;
mod delta;
mod rng;
mod run;
mod stray;
mod walk;

use crate::people::{CUSTOMER, SESSION, SUPERVISOR};
use cells::Cells;
use cicerone_protocol::event::{AnyEvent, Audience};
use cicerone_protocol::view::SessionView;
use cicerone_protocol::{Actor, CustomerView, Envelope, Event, MessageId, Private, SessionTime, StepId, StillId, limits};
use rng::Rng;
use run::run;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use uuid::Uuid;

const LOGS: u64 = 200;
const ENTRIES: usize = 500;
/// Entries between two whole views of the customer's page.
const CUSTOMER_EVERY: u64 = 97;

#[test]
#[ignore = "`cargo xtask folds` runs it, and compares what it writes with the pages' fold"]
fn logs_with_the_view_after_every_entry() {
    let folder = PathBuf::from(std::env::var_os("CICERONE_FOLDS").expect("`cargo xtask folds` names a folder"));
    let seed: u64 = std::env::var("SEED").expect("`cargo xtask folds` gives a seed").parse().unwrap();
    let mut rng = Rng::new(seed);
    let seeds: Vec<_> = (0..LOGS).map(|number| (number, rng.next())).collect();
    let half = seeds.len() / 2;
    let write = |seeds: &[(u64, u64)]| {
        let mut cells = Cells::new();
        for (number, seed) in seeds {
            let log = run(*seed, ENTRIES);
            assert!(log.len() >= ENTRIES, "log {number} ends early");
            written(&folder.join(format!("{number}.ndjson")), &log, &mut cells);
        }
        cells
    };
    let mut cells = std::thread::scope(|scope| {
        let first = scope.spawn(|| write(&seeds[..half]));
        let mut cells = write(&seeds[half..]);
        cells.add(first.join().unwrap());
        cells
    });
    full(&folder.join("full.ndjson"), &mut cells);
    cells.hold();
}

/// Writes each entry, and what it changed in the view. What comes back of the JSON is folded, as pages fold it.
fn written(path: &std::path::Path, log: &[Envelope], cells: &mut Cells) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    let mut view = SessionView::new(SESSION);
    line(&mut file, &json!({ "view": view }));
    for envelope in log {
        let sent = serde_json::to_string(envelope).unwrap();
        let read: Envelope = serde_json::from_str(&sent).unwrap();
        cells.count(&view, &read);
        let before = view.clone();
        view.apply(&read);
        let (set, lists) = delta::between(&before, &view);
        let shown = read.event.audience() == Audience::Everyone;
        let mut entry = json!({ "set": set, "lists": lists, "shown": shown });
        if envelope.seq == 1 || envelope.seq.is_multiple_of(CUSTOMER_EVERY) || envelope.seq == log.len() as u64 {
            entry["customer"] = serde_json::to_value(CustomerView::of(&view)).unwrap();
        }
        let entry = entry.to_string();
        writeln!(file, r#"{{"event":{sent},{}"#, &entry[1..]).unwrap();
    }
    file.flush().unwrap();
}

/// Lists that are longer than a view holds. Only the last views are compared, whole.
fn full(path: &std::path::Path, cells: &mut Cells) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    let mut view = SessionView::new(SESSION);
    line(&mut file, &json!({ "view": view }));
    let entries = limits::VIEW_ITEMS as u64 + 2;
    for n in 1..=entries {
        let id = Uuid::from_u128(n.into());
        let text = Private::clear(n.to_string());
        let events = [
            Event::TalkSaid { message: MessageId::new(id), text: text.clone() },
            Event::StepSent { step: StepId::new(id), n: 1, text, hint: None, still: None },
            Event::MediaStill { still: stray::stored(StillId::new(id)) },
        ];
        for event in events {
            let actor = if n % 2 == 0 {
                Actor::Customer { participant: CUSTOMER }
            } else {
                Actor::Supervisor { participant: SUPERVISOR }
            };
            let (seq, t) = (view.seq + 1, SessionTime::from_ms(n));
            let event = AnyEvent::Known(event);
            let envelope = Envelope { v: 1, session: SESSION, seq, t, ts: String::new(), actor, cause: None, event };
            cells.count(&view, &envelope);
            view.apply(&envelope);
            let mut entry = json!({ "event": envelope });
            if seq == 3 * entries {
                entry["view"] = serde_json::to_value(&view).unwrap();
            }
            line(&mut file, &entry);
        }
    }
    file.flush().unwrap();
}

fn line(file: &mut impl Write, entry: &Value) {
    writeln!(file, "{entry}").unwrap();
}

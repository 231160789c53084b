//! Holds `docs/events.md` to the code: every type of event, its data, who may do it and who is shown it.

use crate::samples::events;
use cicerone_protocol::Event;
use cicerone_protocol::event::Audience;
use std::collections::BTreeMap;

const DOCUMENT: &str = include_str!("../../../docs/events.md");

struct Row {
    name: String,
    who: String,
    /// Names of the fields; a `?` stands behind those that can be `null`.
    data: Vec<String>,
    shown_to: String,
}

fn rows() -> Vec<Row> {
    let cells = |line: &'static str| line.split('|').map(|cell| cell.trim().replace('`', "")).collect::<Vec<_>>();
    let lines = DOCUMENT.lines().filter(|line| line.starts_with("| `"));
    lines
        .map(cells)
        .map(|cells| Row {
            name: cells[1].clone(),
            who: cells[2].clone(),
            data: cells[3].split(", ").filter(|field| !field.is_empty()).map(str::to_owned).collect(),
            shown_to: cells[4].clone(),
        })
        .collect()
}

#[test]
fn the_document_has_every_type_once_and_in_order() {
    let names: Vec<_> = rows().into_iter().map(|row| row.name).collect();
    assert_eq!(names, Event::TYPES);
}

#[test]
fn the_document_says_what_each_event_holds_and_who_is_shown_it() {
    let rows: BTreeMap<_, _> = rows().into_iter().map(|row| (row.name.clone(), row)).collect();
    for (actor, event) in events::events() {
        let json = serde_json::to_value(&event).unwrap();
        let name = json["type"].as_str().unwrap();
        let row = &rows[name];
        let shown_to = if event.audience() == Audience::Staff { "staff" } else { "everyone" };
        assert_eq!(row.shown_to, shown_to, "{name}");
        let role = serde_json::to_value(actor).unwrap()["role"].as_str().unwrap().to_owned();
        assert!(row.who == "any" || row.who.contains(&role), "{name} by a {role}");
        let fields = json["data"].as_object().unwrap();
        assert_eq!(fields.len(), row.data.len(), "{name}");
        for field in &row.data {
            let value = &fields[field.trim_end_matches('?')];
            assert!(!value.is_null() || field.ends_with('?'), "{field} of {name} is null");
        }
    }
}

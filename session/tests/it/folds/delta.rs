//! What an event changed in a view, so that views of a hundred thousand entries fit into files.

use cicerone_protocol::view::SessionView;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Returns the fields that differ as `set`, and of lists their length and the items that differ as `lists`.
pub(crate) fn between(before: &SessionView, after: &SessionView) -> (Value, Value) {
    let (mut set, mut lists) = (Map::new(), Map::new());
    macro_rules! fields {
        ($($field:ident),+; $($list:ident),+) => {
            // Taken apart whole: a new field does not compile before it has a place here.
            let SessionView { $($field,)+ $($list,)+ } = after;
            $(if before.$field != *$field {
                set.insert(stringify!($field).to_owned(), serde_json::to_value($field).unwrap());
            })+
            $(if let Some(change) = items(&before.$list, $list) {
                lists.insert(stringify!($list).to_owned(), change);
            })+
        };
    }
    fields!(
        session, seq, last_t, state, state_t, active_t, reference, topic, language, supervisor_name, supervisor, customer,
        consent, curtain, picture, media, next_mark, snapshot_wanted, judgement;
        marks, steps, chat, stills
    );
    (Value::Object(set), Value::Object(lists))
}

fn items<T: PartialEq + Serialize>(before: &[T], after: &[T]) -> Option<Value> {
    let differs = |(at, item): &(usize, &T)| before.get(*at) != Some(*item);
    let changed: Map<_, _> = after
        .iter()
        .enumerate()
        .filter(differs)
        .map(|(at, item)| (at.to_string(), serde_json::to_value(item).unwrap()))
        .collect();
    (before.len() != after.len() || !changed.is_empty()).then(|| json!({ "length": after.len(), "items": changed }))
}

//! Personal values: found while they are there, gone once they are erased.

use super::super::{SessionFilter, Store};
use super::{Backend, create, entry};

pub(in crate::store) async fn search_finds_words_by_their_beginning_without_accents_and_takes_no_operators<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let jose = create(store, "José Martínez").await;
    create(store, "Ana \"OR\" Pérez").await;
    for (text, found) in [
        ("jose mart", 1),
        ("JOSE", 1),
        ("ose", 0),
        ("jose ana", 0),
        ("\"OR\" ana*", 1),
        ("value:jose) OR (1", 0),
        ("", 2),
        ("José – Martínez 📱", 1),
        ("–", 0),
    ] {
        assert_eq!(count(store, text).await, found, "{text}");
    }
    store.append(jose, vec![entry(2, "the router blinks")], Vec::new()).await.unwrap();
    assert_eq!(count(store, "router jose").await, 1);
}

pub(in crate::store) async fn erased_values_are_gone_from_log_row_and_search<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let session = create(store, "Wenceslao").await;
    create(store, "Ana").await;
    assert_eq!(count(store, "wenceslao").await, 1);
    backend.erase_personal(session).await;
    assert_eq!(count(store, "wenceslao").await, 0);
    assert_eq!(count(store, "ana").await, 1);
    let entries = store.entries(session, 0, 10).await.unwrap();
    assert!(entries[0].personal.is_empty());
    assert_eq!((&entries[0].body, entries[0].hash), (&entry(1, "").body, entry(1, "").hash), "the log keeps its commitments");
    let row = store.session(session).await.unwrap();
    assert!(row.reference.is_none() && row.topic.is_none());
}

/// How many sessions a search finds.
async fn count(store: &Store, text: &str) -> u64 {
    let filter = SessionFilter { text: Some(text.to_owned()), ..SessionFilter::default() };
    store.sessions(filter, None, 10).await.unwrap().1
}

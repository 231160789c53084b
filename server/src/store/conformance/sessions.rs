//! Rows of sessions, and resume tokens.

use cicerone_protocol::ParticipantId;
use uuid::Uuid;

use super::super::{Change, SessionChange, SessionFilter};
use super::{Backend, create, entry};

pub(in crate::store) async fn a_change_leaves_what_it_does_not_name<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let session = create(store, "Ana").await;
    let supervisor = ParticipantId::new(Uuid::from_u128(9));
    let first = SessionChange {
        supervisor: Some(supervisor),
        via: Some("link".to_owned()),
        abilities: Some("{}".to_owned()),
        language: Some("en".to_owned()),
        active_ms: Some(60_000),
        ..SessionChange::default()
    };
    let (disposition, outcome) = (Some("visit".to_owned()), Some("completed".to_owned()));
    let second = SessionChange { disposition, outcome, closed_at: Some(9_000), ..SessionChange::default() };
    // Two changes of one row may come with the same entries; the later one is on top.
    let changes = vec![Change::Row(SessionChange { via: Some("code".to_owned()), ..first.clone() }), Change::Row(first)];
    store.append(session, vec![entry(2, "x")], changes).await.unwrap();
    store.append(session, vec![entry(3, "x")], vec![Change::Row(second)]).await.unwrap();
    let row = store.session(session).await.unwrap();
    assert_eq!((row.state.as_str(), row.state_at, row.closed_at, row.active_ms), ("created", 1_000, Some(9_000), 60_000));
    assert_eq!((row.via.as_deref(), row.abilities.as_deref(), row.language.as_str()), (Some("link"), Some("{}"), "en"));
    assert_eq!((row.reference.as_deref(), row.topic.as_deref()), (Some("Ana"), None));
    assert_eq!(row.outcome.as_deref(), Some("completed"));
    assert!(row.supervisor == supervisor && row.header == b"{}" && row.disposition.as_deref() == Some("visit"));
}

pub(in crate::store) async fn lists_filter_and_page_from_the_newest<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let mut ids = Vec::new();
    for name in ["a", "b", "c"] {
        ids.push(create(store, name).await);
    }
    let over = SessionChange { closed_at: Some(9), disposition: Some("visit".to_owned()), ..SessionChange::default() };
    store.append(ids[0], vec![entry(2, "x")], vec![Change::Row(over)]).await.unwrap();

    let all = SessionFilter::default();
    let (first, total) = store.sessions(all.clone(), None, 2).await.unwrap();
    assert_eq!((first.len(), total), (2, 3));
    assert!(first[0].session == ids[2] && first[1].session == ids[1]);
    let (rest, total) = store.sessions(all, Some(first[1].session), 2).await.unwrap();
    assert!(rest.len() == 1 && total == 3 && rest[0].session == ids[0]);

    let nobody = ParticipantId::new(Uuid::from_u128(8));
    let none = SessionFilter::default;
    for (filter, found) in [
        (SessionFilter { open: Some(true), ..none() }, 2),
        (SessionFilter { open: Some(false), ..none() }, 1),
        (SessionFilter { disposition: Some("visit".to_owned()), ..none() }, 1),
        (SessionFilter { from_at: Some(1_000), to_at: Some(1_001), ..none() }, 3),
        (SessionFilter { from_at: Some(1_001), ..none() }, 0),
        (SessionFilter { to_at: Some(1_000), ..none() }, 0),
        (SessionFilter { supervisor: Some(nobody), ..none() }, 0),
        (SessionFilter { open: Some(false), text: Some("b".to_owned()), ..none() }, 0),
    ] {
        assert_eq!(store.sessions(filter, None, 10).await.unwrap().1, found);
    }
}

pub(in crate::store) async fn a_resume_token_of_an_older_generation_is_stale<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let session = create(store, "Ana").await;
    let who = ParticipantId::new(Uuid::now_v7());
    assert_eq!(store.resume_generation(session, who).await.unwrap(), 0);
    let mut shown = Vec::new();
    for generation in [1, 1, 2, 1, 3, 2, 3] {
        shown.push(store.confirm_resume(session, who, generation).await.unwrap());
    }
    assert_eq!(shown, [true, true, true, false, true, false, true]);
    assert_eq!(store.resume_generation(session, who).await.unwrap(), 3);
}

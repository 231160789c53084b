//! Logs: gapless, in order, whole or not at all.

use cicerone_protocol::SessionId;
use uuid::Uuid;

use super::super::{Change, SessionChange, StoreError};
use super::{Backend, create, entry, new_session};

pub(in crate::store) async fn entries_are_read_back_exactly_after_a_restart<B: Backend>() {
    let backend = B::empty().await;
    let session = create(backend.store(), "Ana").await;
    let more = vec![entry(2, "hola"), entry(3, "adiós")];
    let row = SessionChange {
        state: Some("active".to_owned()),
        state_at: Some(5),
        disposition: Some("resolved".to_owned()),
        ..SessionChange::default()
    };
    backend.store().append(session, more.clone(), vec![Change::Row(row)]).await.unwrap();

    let backend = backend.restarted().await;
    let store = backend.store();
    assert_eq!(store.entries(session, 1, 100).await.unwrap(), more);
    assert_eq!(store.entries(session, 1, 1).await.unwrap(), more[..1], "oldest first, at most as many as asked");
    assert_eq!(store.entries(session, 3, 100).await.unwrap(), []);
    let row = store.session(session).await.unwrap();
    assert_eq!((row.events, row.state.as_str(), row.created_at, row.state_at), (3, "active", 1_000, 5));
    assert_eq!(row.disposition.as_deref(), Some("resolved"));
}

pub(in crate::store) async fn an_entry_that_does_not_follow_is_refused_and_nothing_is_written<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let session = create(store, "Ana").await;
    for wrong in [vec![entry(3, "x")], vec![entry(1, "x")], vec![entry(2, "x"), entry(4, "x")]] {
        let row = SessionChange { state: Some("over".to_owned()), state_at: Some(1), ..SessionChange::default() };
        let refused = store.append(session, wrong, vec![Change::Row(row)]).await;
        assert!(matches!(refused, Err(StoreError::Gap { .. })), "{refused:?}");
    }
    let row = store.session(session).await.unwrap();
    assert_eq!((row.events, row.state.as_str()), (1, "created"));
    assert_eq!(store.entries(session, 0, 10).await.unwrap(), [entry(1, "Ana")]);
}

pub(in crate::store) async fn of_two_writers_of_one_seq_one_is_refused<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let session = create(store, "Ana").await;
    let (one, other) = (store.clone(), store.clone());
    let one = tokio::spawn(async move { one.append(session, vec![entry(2, "one")], Vec::new()).await });
    let other = tokio::spawn(async move { other.append(session, vec![entry(2, "other")], Vec::new()).await });
    let outcomes = [one.await.unwrap(), other.await.unwrap()];
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert!(outcomes.iter().any(|outcome| matches!(outcome, Err(StoreError::Gap { last: 2, got: 2 }))), "{outcomes:?}");
    assert_eq!(store.session(session).await.unwrap().events, 2);
}

pub(in crate::store) async fn calls_are_written_in_their_order_even_when_awaited_in_another<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let session = create(store, "Ana").await;
    let mut waiting: Vec<_> = (2..=400).map(|seq| store.append(session, vec![entry(seq, "x")], Vec::new())).collect();
    waiting.reverse();
    for append in waiting {
        append.await.unwrap();
    }
    assert_eq!(store.session(session).await.unwrap().events, 400);
}

pub(in crate::store) async fn what_waits_together_shares_a_commit_and_a_refusal_harms_nobody_else<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let (one, other) = (create(store, "Ana").await, create(store, "Bo").await);
    let bad = store.append(one, vec![entry(9, "x")], Vec::new());
    let good = store.append(other, vec![entry(2, "x")], Vec::new());
    assert!(matches!(bad.await, Err(StoreError::Gap { last: 1, got: 9 })));
    good.await.unwrap();
}

pub(in crate::store) async fn a_session_has_one_log_and_an_unknown_one_none<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let (new, unknown) = (new_session("Ana"), SessionId::new(Uuid::now_v7()));
    store.create_session(new.clone(), vec![entry(1, "Ana")]).await.unwrap();
    let again = store.create_session(new.clone(), vec![entry(1, "Bo")]).await;
    assert!(matches!(again, Err(StoreError::Conflict)));
    assert_eq!(store.entries(new.session, 0, 10).await.unwrap(), [entry(1, "Ana")]);
    let append = store.append(unknown, vec![entry(1, "x")], Vec::new()).await;
    assert!(matches!(append, Err(StoreError::NotFound)));
    assert!(matches!(store.session(unknown).await, Err(StoreError::NotFound)));
    assert_eq!(store.entries(unknown, 0, 10).await.unwrap(), []);
}

//! A store that does not take writes, or is closed.

use super::super::StoreError;
use super::{Backend, create, entry};

pub(in crate::store) async fn writes_that_are_not_taken_are_refused_and_taken_again_later<B: Backend>() {
    let mut backend = B::empty().await;
    let session = create(backend.store(), "Ana").await;
    backend.block_writes();
    let store = backend.store();
    let refused = store.append(session, vec![entry(2, "x")], Vec::new()).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    assert_eq!(store.entries(session, 0, 10).await.unwrap().len(), 1, "reads go on");
    backend.allow_writes();
    let store = backend.store();
    store.append(session, vec![entry(2, "x")], Vec::new()).await.unwrap();
    assert_eq!(store.session(session).await.unwrap().events, 2);
}

pub(in crate::store) async fn readiness_fails_while_nothing_can_be_written<B: Backend>() {
    let mut backend = B::empty().await;
    backend.store().check_writable().await.unwrap();
    backend.block_writes();
    assert!(backend.store().check_writable().await.unwrap_err().is_unavailable());
    backend.allow_writes();
    backend.store().check_writable().await.unwrap();
}

pub(in crate::store) async fn a_closed_store_says_so_instead_of_waiting<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let session = create(store, "Ana").await;
    store.close().await;
    assert!(store.append(session, vec![entry(2, "x")], Vec::new()).await.unwrap_err().is_unavailable());
    assert!(store.session(session).await.err().unwrap().is_unavailable());
}

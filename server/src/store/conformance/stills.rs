//! Stills: the row comes with the event that cites it.

use cicerone_protocol::StillId;
use uuid::Uuid;

use super::super::{Change, StillRow, StoreError};
use super::{Backend, create, entry};

pub(in crate::store) async fn a_still_is_found_once_the_event_that_cites_it_is_in_the_log<B: Backend>() {
    let mut backend = B::empty().await;
    let session = create(backend.store(), "Ana").await;
    let still = StillId::new(Uuid::now_v7());
    let sha256 = backend.store().write_still(b"picture".to_vec()).await.unwrap();
    let row = StillRow { sha256, mime: "image/jpeg".to_owned(), width: 10, height: 20, bytes: 7 };
    let cited = || vec![Change::Still(still, row.clone())];
    backend.block_writes();
    let refused = backend.store().append(session, vec![entry(2, "cites")], cited()).await;
    assert!(refused.unwrap_err().is_unavailable());
    assert!(backend.store().still(session, still).await.unwrap().is_none(), "no event cites it");
    backend.allow_writes();
    let store = backend.store();
    store.append(session, vec![entry(2, "cites")], cited()).await.unwrap();
    assert_eq!(store.still(session, still).await.unwrap(), Some((row.clone(), b"picture".to_vec())));
    assert!(matches!(store.append(session, vec![entry(3, "again")], cited()).await, Err(StoreError::Conflict)));
    assert_eq!(store.entries(session, 0, 10).await.unwrap().len(), 2, "a refusal writes nothing");
    let other = create(store, "Bo").await;
    assert!(store.still(other, still).await.unwrap().is_none(), "it belongs to one session");
}

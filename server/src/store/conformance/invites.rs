//! Invites.

use cicerone_protocol::{SessionId, limits};

use super::super::{InviteTry, NewInvite, StoreError};
use super::{Backend, create};
use crate::random;

fn invite(session: SessionId, code: u8) -> NewInvite {
    NewInvite { session, token_hash: random::bytes(), code_group: 1234, code_hash: [code; 32], expires_at: 100 }
}

pub(in crate::store) async fn an_invite_is_found_by_link_and_code_and_used_once<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let session = create(store, "Ana").await;
    let new = invite(session, 1);
    store.put_invite(new.clone(), 0).await.unwrap();
    let InviteTry::Good { session: found, invite } = store.find_invite(new.token_hash, 99).await.unwrap() else {
        panic!("the link is good");
    };
    assert!(found == session);
    assert!(store.try_code(1234, [1; 32], 99).await.unwrap() == InviteTry::Good { session, invite });
    assert!(store.find_invite(new.token_hash, 100).await.unwrap() == InviteTry::Expired);
    assert!(!store.use_invite(invite, 100).await.unwrap());
    assert!(store.use_invite(invite, 99).await.unwrap());
    assert!(!store.use_invite(invite, 99).await.unwrap());
    assert!(store.find_invite(new.token_hash, 99).await.unwrap() == InviteTry::Used { session });
    assert!(store.try_code(1234, [1; 32], 99).await.unwrap() == InviteTry::Used { session });
    assert!(store.find_invite([9; 32], 99).await.unwrap() == InviteTry::Unknown);
}

pub(in crate::store) async fn five_wrong_tries_end_a_code_but_not_its_neighbours<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let (one, other) = (create(store, "Ana").await, create(store, "Bo").await);
    let (tried, mut neighbour) = (invite(one, 1), invite(other, 2));
    neighbour.code_group = 4321;
    store.put_invite(tried.clone(), 0).await.unwrap();
    store.put_invite(neighbour, 0).await.unwrap();
    for _ in 0..limits::CODE_TRIES {
        assert!(matches!(store.try_code(1234, [1; 32], 1).await.unwrap(), InviteTry::Good { .. }));
        assert!(store.try_code(1234, [7; 32], 1).await.unwrap() == InviteTry::Unknown);
    }
    assert!(store.try_code(1234, [1; 32], 1).await.unwrap() == InviteTry::Expired);
    assert!(store.find_invite(tried.token_hash, 1).await.unwrap() == InviteTry::Expired);
    assert!(matches!(store.try_code(4321, [2; 32], 1).await.unwrap(), InviteTry::Good { .. }));
}

pub(in crate::store) async fn two_live_invites_never_share_a_code_and_a_new_one_ends_the_old<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let (one, other) = (create(store, "Ana").await, create(store, "Bo").await);
    let first = invite(one, 1);
    store.put_invite(first.clone(), 0).await.unwrap();
    assert!(matches!(store.put_invite(invite(other, 1), 0).await, Err(StoreError::Conflict)));
    store.put_invite(invite(one, 3), 0).await.unwrap();
    assert!(store.find_invite(first.token_hash, 1).await.unwrap() == InviteTry::Expired);
    store.put_invite(invite(other, 1), 0).await.unwrap();
}

pub(in crate::store) async fn a_code_whose_invite_is_too_old_may_be_given_out_again<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let (one, other) = (create(store, "Ana").await, create(store, "Bo").await);
    store.put_invite(invite(one, 1), 0).await.unwrap();
    let later = NewInvite { expires_at: 200, ..invite(other, 1) };
    assert!(matches!(store.put_invite(later.clone(), 99).await, Err(StoreError::Conflict)));
    store.put_invite(later, 100).await.unwrap();
    let found = store.try_code(1234, [1; 32], 101).await.unwrap();
    assert!(matches!(found, InviteTry::Good { session, .. } if session == other), "the newest invite of a code counts");
}

//! Sign-ins, refresh tokens and one-time links.

use cicerone_protocol::api::StaffRole;
use uuid::Uuid;

use super::super::{Refreshed, StoreError, UserChange};
use super::{Backend, create_user};

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;

pub(in crate::store) async fn a_refresh_token_rotates_and_survives_a_lost_answer_but_not_reuse<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let who = create_user(store, "lucia", StaffRole::Supervisor).await;
    let sign_in = Uuid::now_v7();
    store.start_sign_in(sign_in, who, [1; 32], 100 * MINUTE, 0).await.unwrap();
    let refresh = async |old: u8, new: u8, minute: u64| store.refresh([old; 32], [new; 32], minute * MINUTE).await.unwrap();

    assert!(matches!(refresh(1, 2, 1).await, Refreshed::Exchanged { .. }));
    // The answer with 2 was lost: 1 is shown again.
    assert!(matches!(refresh(1, 3, 2).await, Refreshed::Exchanged { .. }));
    assert!(matches!(refresh(3, 4, 3).await, Refreshed::Exchanged { .. }));
    assert!(store.signed_in(sign_in, 3 * MINUTE).await.unwrap().is_some());
    // 3 was used, so 1 now comes from somebody else.
    assert!(matches!(refresh(1, 5, 4).await, Refreshed::Reused));
    assert!(store.signed_in(sign_in, 4 * MINUTE).await.unwrap().is_none());
    assert!(matches!(refresh(4, 6, 4).await, Refreshed::Refused));

    store.start_sign_in(Uuid::now_v7(), who, [11; 32], 100 * MINUTE, 0).await.unwrap();
    assert!(matches!(refresh(11, 12, 1).await, Refreshed::Exchanged { .. }));
    assert!(matches!(refresh(11, 13, 2).await, Refreshed::Exchanged { .. }));
    // 12 was withdrawn when 13 took its place: whoever has it was not the one who asked again.
    assert!(matches!(refresh(12, 14, 3).await, Refreshed::Reused));
    store.start_sign_in(Uuid::now_v7(), who, [21; 32], 100 * MINUTE, 0).await.unwrap();
    assert!(matches!(refresh(21, 22, 100).await, Refreshed::Refused), "the sign-in is too old");
    assert!(matches!(refresh(99, 22, 1).await, Refreshed::Refused), "nobody was given this one");
}

pub(in crate::store) async fn two_tabs_that_wake_up_together_both_stay_signed_in_whichever_answer_the_browser_keeps<
    B: Backend,
>() {
    let backend = B::empty().await;
    let store = backend.store();
    let who = create_user(store, "lucia", StaffRole::Supervisor).await;
    for kept in [2, 3] {
        store.start_sign_in(Uuid::now_v7(), who, [kept * 10; 32], 9_000 * SECOND, 0).await.unwrap();
        let name = |token: u8| [kept * 10 + token; 32];
        let refresh = async |old: u8, new: u8, s: u64| store.refresh(name(old), name(new), s * SECOND).await.unwrap();
        assert!(matches!(refresh(0, 2, 600).await, Refreshed::Exchanged { .. }));
        assert!(matches!(refresh(0, 3, 601).await, Refreshed::Exchanged { .. }), "the other tab showed the same token");
        assert!(matches!(refresh(kept, 5, 1_200).await, Refreshed::Exchanged { .. }), "{kept} is in the browser's jar");
        assert!(matches!(refresh(0, 6, 1_201).await, Refreshed::Reused), "ten minutes later it is no tab of that browser");
    }
}

pub(in crate::store) async fn a_sign_in_stands_until_it_ends_or_is_too_old<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let who = create_user(store, "lucia", StaffRole::Supervisor).await;
    let (one, other) = (Uuid::now_v7(), Uuid::now_v7());
    store.start_sign_in(one, who, [1; 32], 100, 0).await.unwrap();
    store.start_sign_in(other, who, [2; 32], 100, 0).await.unwrap();
    assert!(store.signed_in(one, 99).await.unwrap().is_some_and(|user| user.id == who));
    assert!(store.signed_in(one, 100).await.unwrap().is_none());
    store.end_sign_in([1; 32], 50).await.unwrap();
    store.end_sign_in([9; 32], 50).await.unwrap();
    assert!(store.signed_in(one, 50).await.unwrap().is_none());
    assert!(store.signed_in(other, 50).await.unwrap().is_some(), "another sign-in goes on");
    assert!(matches!(store.refresh([1; 32], [3; 32], 50).await.unwrap(), Refreshed::Refused));
    // Starting one forgets those that are too old, with their tokens, so that the same hash may come again.
    store.start_sign_in(Uuid::now_v7(), who, [1; 32], 300, 200).await.unwrap();
}

pub(in crate::store) async fn a_link_sets_the_password_once_and_ends_other_sign_ins<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    create_user(store, "admin", StaffRole::Admin).await;
    let who = create_user(store, "lucia", StaffRole::Supervisor).await;
    let sign_in = Uuid::now_v7();
    store.start_sign_in(sign_in, who, [1; 32], 100, 0).await.unwrap();
    store.put_sign_in_link(who, [5; 32], 100).await.unwrap();
    store.put_sign_in_link(who, [6; 32], 100).await.unwrap();
    let follow = async |link: u8, now: u64| store.use_sign_in_link([link; 32], "phc".to_owned(), now).await.unwrap();
    assert!(follow(5, 1).await.is_none(), "a newer link ended it");
    assert!(follow(6, 100).await.is_none(), "it is too old");
    assert!(store.signed_in(sign_in, 1).await.unwrap().is_some());
    let user = follow(6, 99).await.unwrap();
    assert!(user.id == who && user.password.as_deref() == Some("phc"));
    assert!(store.signed_in(sign_in, 1).await.unwrap().is_none());
    assert!(follow(6, 99).await.is_none(), "it works once");

    store.put_sign_in_link(who, [7; 32], 100).await.unwrap();
    let shut = UserChange { disabled: Some(true), ..UserChange::default() };
    store.change_user(who, shut, 1).await.unwrap();
    assert!(follow(7, 1).await.is_none(), "shutting the account ended it");
    assert!(matches!(store.put_sign_in_link(who, [8; 32], 100).await, Err(StoreError::NotFound)));
}

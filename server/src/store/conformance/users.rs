//! Accounts.

use cicerone_protocol::ParticipantId;
use cicerone_protocol::api::StaffRole;
use uuid::Uuid;

use super::super::{Refreshed, StoreError, UserChange};
use super::{Backend, create_user, new_user};

pub(in crate::store) async fn a_name_belongs_to_one_account<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let lucia = create_user(store, "lucia", StaffRole::Supervisor).await;
    let again = store.create_user(new_user("lucia", StaffRole::Admin), 1).await;
    assert!(matches!(again, Err(StoreError::Conflict)));
    let bo = new_user("bo", StaffRole::Reviewer);
    store.create_user(bo.clone(), 7).await.unwrap();
    let all: Vec<_> = store.users().await.unwrap().into_iter().map(|user| (user.name, user.created_at)).collect();
    assert_eq!(all, [("bo".to_owned(), 7), ("lucia".to_owned(), 0)], "by name");
    assert!(store.user_by_name(bo.name).await.unwrap().is_some_and(|user| user.id == bo.id && user.role == StaffRole::Reviewer));
    assert!(store.user(lucia).await.unwrap().is_some_and(|user| user.name == "lucia"));
    assert!(store.user(ParticipantId::new(Uuid::now_v7())).await.unwrap().is_none());
}

pub(in crate::store) async fn an_account_changes_only_in_what_was_named<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    create_user(store, "admin", StaffRole::Admin).await;
    let who = create_user(store, "lucia", StaffRole::Supervisor).await;
    let named = UserChange { display_name: Some("Lucía".to_owned()), language: Some("es".to_owned()), ..UserChange::default() };
    let user = store.change_user(who, named, 1).await.unwrap();
    assert_eq!((user.display_name.as_str(), user.language.as_str(), user.role), ("Lucía", "es", StaffRole::Supervisor));
    assert!(!user.disabled && user.name == "lucia");
    let unknown = store.change_user(ParticipantId::new(Uuid::now_v7()), UserChange::default(), 1).await;
    assert!(matches!(unknown, Err(StoreError::NotFound)));
}

pub(in crate::store) async fn shutting_an_account_ends_its_sign_ins_and_the_last_administrator_stays<B: Backend>() {
    let backend = B::empty().await;
    let store = backend.store();
    let admin = create_user(store, "admin", StaffRole::Admin).await;
    let who = create_user(store, "lucia", StaffRole::Supervisor).await;
    let sign_in = Uuid::now_v7();
    store.start_sign_in(sign_in, who, [1; 32], 100, 0).await.unwrap();
    let shut = UserChange { disabled: Some(true), ..UserChange::default() };
    assert!(store.change_user(who, shut.clone(), 1).await.unwrap().disabled);
    assert!(store.signed_in(sign_in, 2).await.unwrap().is_none());
    assert!(matches!(store.refresh([1; 32], [2; 32], 2).await.unwrap(), Refreshed::Refused));
    assert!(matches!(store.change_user(admin, shut, 1).await, Err(StoreError::Conflict)));
    let demoted = UserChange { role: Some(StaffRole::Reviewer), ..UserChange::default() };
    assert!(matches!(store.change_user(admin, demoted, 1).await, Err(StoreError::Conflict)));
    let reopened = UserChange { disabled: Some(false), ..UserChange::default() };
    assert!(!store.change_user(who, reopened, 3).await.unwrap().disabled);
}

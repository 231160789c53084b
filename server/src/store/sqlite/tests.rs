//! What the store promises.

use std::path::Path;

use cicerone_protocol::api::StaffRole;
use cicerone_protocol::log::{Hash, Personal, PersonalValue, SealedEntry};
use cicerone_protocol::{ParticipantId, SessionId, StillId, limits};
use tempfile::TempDir;
use uuid::Uuid;

use super::super::{
    Change, DiskFault, InviteTry, NewInvite, NewSession, NewUser, Refreshed, SessionChange, SessionFilter, StillRow, Store,
    UserChange,
};
use super::*;
use crate::auth::SignInName;
use crate::random;

fn open(folder: &Path) -> Store {
    Store::open(folder, Arc::new(Metrics::new())).unwrap()
}

fn fresh() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    (folder, store)
}

fn entry(seq: u64, text: &str) -> SealedEntry {
    let value = PersonalValue { salt: "5a".repeat(32), value: text.to_owned() };
    SealedEntry {
        seq,
        t: seq * 10,
        body: format!("{{\"seq\":{seq}}}").into_bytes(),
        hash: Hash([u8::try_from(seq % 251).unwrap(); 32]),
        personal: Personal::from([("/data/text".to_owned(), value)]),
    }
}

fn session(reference: &str) -> NewSession {
    NewSession {
        session: SessionId::new(Uuid::now_v7()),
        header: b"{}".to_vec(),
        created_ms: 1_000,
        state: "created".to_owned(),
        supervisor: ParticipantId::new(Uuid::from_u128(7)),
        reference: reference.to_owned(),
        topic: None,
        language: "es".to_owned(),
    }
}

async fn create(store: &Store, reference: &str) -> SessionId {
    let new = session(reference);
    let id = new.session;
    store.create_session(new, vec![entry(1, reference)]).await.unwrap();
    id
}

async fn user(store: &Store, name: &str, role: StaffRole) -> ParticipantId {
    let id = ParticipantId::new(Uuid::now_v7());
    let new = NewUser {
        id,
        name: SignInName::try_from(name.to_owned()).unwrap(),
        display_name: name.to_owned(),
        role,
        language: "en".to_owned(),
        password: None,
    };
    store.create_user(new, 0).await.unwrap();
    id
}

#[tokio::test]
async fn entries_are_read_back_exactly_after_a_restart() {
    let (folder, store) = fresh();
    let id = create(&store, "Ana").await;
    let more = vec![entry(2, "hola"), entry(3, "adiós")];
    let row = SessionChange { state: Some(("active".to_owned(), 5)), disposition: Some("resolved".into()), ..Default::default() };
    store.append(id, more.clone(), vec![Change::Row(row)]).await.unwrap();
    store.close().await;

    let store = open(folder.path());
    assert_eq!(store.entries(id, 1, 100).await.unwrap(), more);
    let row = store.session(id).await.unwrap();
    assert_eq!((row.events, row.state.as_str(), row.state_since_ms), (3, "active", 5));
    assert_eq!(row.disposition.as_deref(), Some("resolved"));
}

#[tokio::test]
async fn an_entry_that_does_not_follow_is_refused_and_nothing_is_written() {
    let (_folder, store) = fresh();
    let id = create(&store, "Ana").await;
    for wrong in [vec![entry(3, "x")], vec![entry(1, "x")], vec![entry(2, "x"), entry(4, "x")]] {
        let row = SessionChange { state: Some(("closed".to_owned(), 1)), ..Default::default() };
        let refused = store.append(id, wrong, vec![Change::Row(row)]).await;
        assert!(matches!(refused, Err(StoreError::Gap { .. })), "{refused:?}");
    }
    let row = store.session(id).await.unwrap();
    assert_eq!((row.events, row.state.as_str()), (1, "created"));
    let unknown = store.append(SessionId::new(Uuid::now_v7()), vec![entry(1, "x")], Vec::new()).await;
    assert!(matches!(unknown, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn calls_are_written_in_their_order_even_when_awaited_in_another() {
    let (_folder, store) = fresh();
    let id = create(&store, "Ana").await;
    let mut waiting: Vec<_> = (2..=400).map(|seq| store.append(id, vec![entry(seq, "x")], Vec::new())).collect();
    waiting.reverse();
    for append in waiting {
        append.await.unwrap();
    }
    assert_eq!(store.session(id).await.unwrap().events, 400);
}

#[tokio::test]
async fn what_waits_together_shares_a_commit_and_a_refusal_harms_nobody_else() {
    let (_folder, store) = fresh();
    let (one, other) = (create(&store, "Ana").await, create(&store, "Bo").await);
    let bad = store.append(one, vec![entry(9, "x")], Vec::new());
    let good = store.append(other, vec![entry(2, "x")], Vec::new());
    assert!(matches!(bad.await, Err(StoreError::Gap { last: 1, got: 9 })));
    good.await.unwrap();
}

#[tokio::test]
async fn a_broken_disk_refuses_writes_and_works_again_when_it_does() {
    for fault in [DiskFault::Full, DiskFault::ReadOnly] {
        let (_folder, store) = fresh();
        let id = create(&store, "Ana").await;
        store.set_disk_fault(fault);
        // Large enough that it cannot fit into the pages that are there.
        let large = entry(2, &"x".repeat(1 << 20));
        let refused = store.append(id, vec![large.clone()], Vec::new()).await;
        assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{fault:?}: {refused:?}");
        // Reads go on.
        assert_eq!(store.entries(id, 0, 10).await.unwrap().len(), 1);
        store.set_disk_fault(DiskFault::None);
        store.append(id, vec![large], Vec::new()).await.unwrap();
        store.check_writable().await.unwrap();
        assert_eq!(store.session(id).await.unwrap().events, 2);
    }
}

#[tokio::test]
async fn another_process_that_keeps_the_database_is_waited_for_once_and_then_hardly() {
    let (folder, store) = fresh();
    let id = create(&store, "Ana").await;
    let neighbour = rusqlite::Connection::open(folder.path().join("cicerone.db")).unwrap();
    neighbour.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = |seq| {
        let append = store.append(id, vec![entry(seq, "x")], Vec::new());
        async move { append.await.unwrap_err().is_unavailable() }
    };
    assert!(refused(2).await);
    let again = std::time::Instant::now();
    for _ in 0..5 {
        assert!(refused(2).await);
    }
    assert!(again.elapsed() < connection::BUSY, "five refusals come sooner than the first");
    neighbour.execute_batch("ROLLBACK").unwrap();
    store.append(id, vec![entry(2, "x")], Vec::new()).await.unwrap();
}

#[tokio::test]
async fn readiness_fails_while_nothing_can_be_written() {
    let (_folder, store) = fresh();
    store.check_writable().await.unwrap();
    store.set_disk_fault(DiskFault::ReadOnly);
    assert!(store.check_writable().await.is_err());
    store.set_disk_fault(DiskFault::None);
    store.check_writable().await.unwrap();
}

#[tokio::test]
async fn a_closed_store_says_so_instead_of_waiting() {
    let (_folder, store) = fresh();
    let id = create(&store, "Ana").await;
    store.close().await;
    assert!(store.append(id, vec![entry(2, "x")], Vec::new()).await.unwrap_err().is_unavailable());
    assert!(store.session(id).await.err().unwrap().is_unavailable());
}

#[tokio::test]
async fn erased_values_are_gone_from_log_search_and_disk() {
    let (folder, store) = fresh();
    let secret = "Wenceslao-Quiroga";
    let id = create(&store, secret).await;
    assert!(holds(folder.path(), secret), "the value was written in clear");
    erase_personal(&store, id).await;
    let entries = store.entries(id, 0, 10).await.unwrap();
    assert!(entries[0].personal.is_empty() && !entries[0].body.is_empty());
    let row = store.session(id).await.unwrap();
    assert!(row.reference.is_none() && row.topic.is_none());
    store.close().await;
    for trace in [secret, "wenceslao"] {
        assert!(!holds(folder.path(), trace), "{trace} is still on disk");
    }
}

/// Whether any file of the database holds the text.
fn holds(folder: &Path, text: &str) -> bool {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_file());
    files.map(|path| std::fs::read(path).unwrap()).any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
}

#[tokio::test]
async fn search_finds_words_by_their_beginning_without_accents_and_takes_no_operators() {
    let (_folder, store) = fresh();
    let jose = create(&store, "José Martínez").await;
    create(&store, "Ana \"OR\" Pérez").await;
    let find = async |text: &str| {
        let filter = SessionFilter { text: Some(text.to_owned()), ..Default::default() };
        store.sessions(filter, None, 10).await.unwrap().1
    };
    assert_eq!(find("jose mart").await, 1);
    assert_eq!(find("JOSE").await, 1);
    assert_eq!(find("ose").await, 0);
    assert_eq!(find("jose ana").await, 0);
    assert_eq!(find("\"OR\" ana*").await, 1);
    assert_eq!(find("value:jose) OR (1").await, 0);
    assert_eq!(find("").await, 2);
    assert_eq!(find("José – Martínez 📱").await, 1);
    assert_eq!(find("–").await, 0);
    store.append(jose, vec![entry(2, "the router blinks")], Vec::new()).await.unwrap();
    assert_eq!(find("router jose").await, 1);
}

#[tokio::test]
async fn lists_filter_and_page_from_the_newest() {
    let (_folder, store) = fresh();
    let mut ids = Vec::new();
    for name in ["a", "b", "c"] {
        ids.push(create(&store, name).await);
    }
    let over = SessionChange { closed_ms: Some(9), disposition: Some("visit".to_owned()), ..Default::default() };
    store.append(ids[0], vec![entry(2, "x")], vec![Change::Row(over)]).await.unwrap();

    let all = SessionFilter::default();
    let (first, total) = store.sessions(all.clone(), None, 2).await.unwrap();
    assert_eq!((first.len(), total), (2, 3));
    assert!(first[0].session == ids[2] && first[1].session == ids[1]);
    let (rest, total) = store.sessions(all, Some(first[1].session), 2).await.unwrap();
    assert!(rest.len() == 1 && total == 3 && rest[0].session == ids[0]);

    let count = async |filter: SessionFilter| store.sessions(filter, None, 10).await.unwrap().1;
    assert_eq!(count(SessionFilter { open: Some(true), ..Default::default() }).await, 2);
    assert_eq!(count(SessionFilter { open: Some(false), ..Default::default() }).await, 1);
    assert_eq!(count(SessionFilter { disposition: Some("visit".to_owned()), ..Default::default() }).await, 1);
    assert_eq!(count(SessionFilter { from_ms: Some(1_000), to_ms: Some(1_001), ..Default::default() }).await, 3);
    assert_eq!(count(SessionFilter { from_ms: Some(1_001), ..Default::default() }).await, 0);
    let nobody = Some(ParticipantId::new(Uuid::from_u128(8)));
    assert_eq!(count(SessionFilter { supervisor: nobody, ..Default::default() }).await, 0);
}

fn invite(session: SessionId, code: u8) -> NewInvite {
    NewInvite { session, token_hash: random::bytes(), code_group: 1234, code_hash: [code; 32], expires_ms: 100 }
}

#[tokio::test]
async fn an_invite_is_found_by_link_and_code_and_used_once() {
    let (_folder, store) = fresh();
    let session = create(&store, "Ana").await;
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

#[tokio::test]
async fn five_wrong_tries_end_a_code_but_not_its_neighbours() {
    let (_folder, store) = fresh();
    let (one, other) = (create(&store, "Ana").await, create(&store, "Bo").await);
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

#[tokio::test]
async fn two_live_invites_never_share_a_code_and_a_new_one_ends_the_old() {
    let (_folder, store) = fresh();
    let (one, other) = (create(&store, "Ana").await, create(&store, "Bo").await);
    let first = invite(one, 1);
    store.put_invite(first.clone(), 0).await.unwrap();
    assert!(matches!(store.put_invite(invite(other, 1), 0).await, Err(StoreError::Conflict)));
    store.put_invite(invite(one, 3), 0).await.unwrap();
    assert!(store.find_invite(first.token_hash, 1).await.unwrap() == InviteTry::Expired);
    store.put_invite(invite(other, 1), 0).await.unwrap();
}

#[tokio::test]
async fn a_refresh_token_rotates_and_survives_a_lost_answer_but_not_reuse() {
    let (_folder, store) = fresh();
    let who = user(&store, "lucia", StaffRole::Supervisor).await;
    let sign_in = Uuid::now_v7();
    const MINUTE: u64 = 60_000;
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
    assert!(matches!(refresh(21, 22, 100).await, Refreshed::Refused));
}

#[tokio::test]
async fn two_tabs_that_wake_up_together_both_stay_signed_in_whichever_answer_the_browser_keeps() {
    let (_folder, store) = fresh();
    let who = user(&store, "lucia", StaffRole::Supervisor).await;
    const SECOND: u64 = 1_000;
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

#[tokio::test]
async fn shutting_an_account_ends_its_sign_ins_and_the_last_administrator_stays() {
    let (_folder, store) = fresh();
    let admin = user(&store, "admin", StaffRole::Admin).await;
    let who = user(&store, "lucia", StaffRole::Supervisor).await;
    let sign_in = Uuid::now_v7();
    store.start_sign_in(sign_in, who, [1; 32], 100, 0).await.unwrap();
    let shut = UserChange { disabled: Some(true), ..Default::default() };
    assert!(store.change_user(who, shut.clone(), 1).await.unwrap().disabled);
    assert!(store.signed_in(sign_in, 2).await.unwrap().is_none());
    assert!(matches!(store.refresh([1; 32], [2; 32], 2).await.unwrap(), Refreshed::Refused));
    assert!(matches!(store.change_user(admin, shut, 1).await, Err(StoreError::Conflict)));
    let demoted = UserChange { role: Some(StaffRole::Reviewer), ..Default::default() };
    assert!(matches!(store.change_user(admin, demoted, 1).await, Err(StoreError::Conflict)));
    let reopened = UserChange { disabled: Some(false), ..Default::default() };
    assert!(!store.change_user(who, reopened, 3).await.unwrap().disabled);
}

#[tokio::test]
async fn a_resume_token_of_an_older_generation_is_stale() {
    let (_folder, store) = fresh();
    let session = create(&store, "Ana").await;
    let who = ParticipantId::new(Uuid::now_v7());
    let mut shown = Vec::new();
    for generation in [1, 1, 2, 1, 3, 2, 3] {
        shown.push(store.confirm_resume(session, who, generation).await.unwrap());
    }
    assert_eq!(shown, [true, true, true, false, true, false, true]);
    assert_eq!(store.resume_generation(session, who).await.unwrap(), 3);
}

#[tokio::test]
async fn a_still_is_found_once_the_event_that_cites_it_is_in_the_log() {
    let (_folder, store) = fresh();
    let session = create(&store, "Ana").await;
    let still = StillId::new(Uuid::now_v7());
    let sha256 = store.write_still(b"picture".to_vec()).await.unwrap();
    let row = StillRow { sha256, mime: "image/jpeg".to_owned(), width: 10, height: 20, bytes: 7 };
    let cited = || vec![Change::Still(still, row.clone())];
    store.set_disk_fault(DiskFault::ReadOnly);
    assert!(store.append(session, vec![entry(2, "cites")], cited()).await.unwrap_err().is_unavailable());
    assert!(store.still(session, still).await.unwrap().is_none(), "no event cites it");
    store.set_disk_fault(DiskFault::None);
    store.append(session, vec![entry(2, "cites")], cited()).await.unwrap();
    assert_eq!(store.still(session, still).await.unwrap(), Some((row.clone(), b"picture".to_vec())));
    assert!(matches!(store.append(session, vec![entry(3, "again")], cited()).await, Err(StoreError::Conflict)));
    assert_eq!(store.entries(session, 0, 10).await.unwrap().len(), 2, "a refusal writes nothing");
}

#[tokio::test]
async fn the_database_is_private_and_a_newer_one_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, store) = fresh();
    let path = folder.path().join("cicerone.db");
    for file in ["cicerone.db", "cicerone.db-wal"] {
        let mode = std::fs::metadata(folder.path().join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    store.close().await;
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 999).unwrap();
    assert!(Store::open(folder.path(), Arc::new(Metrics::new())).is_err());
}

/// Erases what identifies people, as retention will: the log keeps its commitments.
async fn erase_personal(store: &Store, session: SessionId) {
    let erase = store.database.write(move |db| {
        let key = session.uuid();
        db.execute("DELETE FROM personal_values WHERE session = ?1", [key.as_bytes()])?;
        db.execute("UPDATE sessions SET reference = NULL, topic = NULL WHERE id = ?1", [key.as_bytes()])?;
        Ok(())
    });
    erase.await.unwrap();
}

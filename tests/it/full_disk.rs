//! A disk without room: the store refuses and recovers, and in a call what takes away still holds.

use std::path::Path;
use std::sync::Arc;

use cicerone_protocol::event::Event;
use cicerone_protocol::log::verify::Verdict;
use cicerone_protocol::log::{Hash, Personal, SealedEntry};
use cicerone_protocol::view::State;
use cicerone_protocol::{ParticipantId, SessionId, SessionTime};
use cicerone_server::metrics::Metrics;
use cicerone_server::store::{NewSession, Store};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

use crate::server::TestServer;
use crate::small_disk::SmallDisk;
use crate::store_failure::is_refused;

const SESSION: SessionId = SessionId::new(Uuid::from_u128(1));

#[test]
fn a_full_disk_refuses_what_has_no_room_and_takes_it_once_there_is_some() {
    SmallDisk::run("full_disk::a_full_disk_refuses_what_has_no_room_and_takes_it_once_there_is_some", async |disk| {
        let store = store_on(&disk).await;
        disk.fill();
        // Larger than all pages that the journal could have grown to.
        let large = entry(2, 1 << 20);
        for _ in 0..3 {
            let refused = store.append(SESSION, vec![large.clone()], Vec::new()).await;
            assert!(refused.unwrap_err().is_unavailable());
            assert_eq!(store.entries(SESSION, 0, 10).await.unwrap(), [entry(1, 10)], "reads go on");
        }
        disk.empty();
        store.append(SESSION, vec![large.clone()], Vec::new()).await.unwrap();
        store.check_writable().await.unwrap();
        assert_eq!(store.entries(SESSION, 1, 10).await.unwrap(), [large]);
        store.close().await;
    });
}

#[test]
fn a_still_that_a_full_disk_cuts_short_leaves_nothing_behind() {
    SmallDisk::run("full_disk::a_still_that_a_full_disk_cuts_short_leaves_nothing_behind", async |disk| {
        let store = store_on(&disk).await;
        disk.fill();
        disk.free(1 << 16);
        for _ in 0..3 {
            assert!(store.write_still(vec![7; 1 << 17]).await.unwrap_err().is_unavailable());
            assert_eq!(files(&disk.path().join("data/stills")), 0);
        }
        store.write_still(vec![7; 1 << 15]).await.expect("what was cut short takes no room from another");
        store.close().await;
    });
}

#[test]
fn on_a_full_disk_everything_that_takes_away_works() {
    SmallDisk::run("full_disk::on_a_full_disk_everything_that_takes_away_works", async |disk| {
        let server = TestServer::start_in(TempDir::new_in(disk.path()).unwrap(), &[]).await;
        let (mut supervisor, mut customer, session) = server.call().await;
        disk.fill();
        customer.must(json!({ "do": "revoke", "scope": "view_screen" })).await;
        supervisor.must(json!({ "do": "hold" })).await;
        customer.until(|view| view.state == State::Held {}).await;
        customer.must(json!({ "do": "stop" })).await;
        supervisor.until(|view| matches!(view.state, State::WrappingUp { .. })).await;
        assert!(server.metric("cicerone_store_failed_commits_total").await >= 1.0, "the disk is full in earnest");
        disk.empty();
        while is_refused(&supervisor.command(json!({ "do": "dispose", "disposition": { "kind": "visit" }, "note": null })).await)
        {
            tokio::time::sleep(std::time::Duration::from_millis(60)).await;
        }
        let review = server.review(session).await;
        assert!(matches!(review.verification, Verdict::Intact { .. }), "{:?}", review.verification);
        for wanted in [
            (|event| matches!(event, Event::ConsentRevoked { .. })) as fn(&Event) -> bool,
            |event| matches!(event, Event::SessionHeld {}),
            |event| matches!(event, Event::SessionWrappingUp { .. }),
        ] {
            assert!(review.events.iter().filter_map(|e| e.event.known()).any(wanted));
        }
    });
}

/// A store with a session whose log has one entry.
async fn store_on(disk: &SmallDisk) -> Store {
    let store = Store::open(&disk.path().join("data"), Arc::new(Metrics::new())).unwrap();
    let new = NewSession {
        session: SESSION,
        header: b"{}".to_vec(),
        created_at: 0,
        state: "active".to_owned(),
        supervisor: ParticipantId::new(Uuid::nil()),
        reference: "Ana".to_owned(),
        topic: None,
        language: "en".to_owned(),
    };
    store.create_session(new, vec![entry(1, 10)]).await.unwrap();
    store
}

fn entry(seq: u64, size: usize) -> SealedEntry {
    SealedEntry { seq, t: SessionTime::from_ms(seq), body: vec![b'x'; size], hash: Hash([0; 32]), personal: Personal::new() }
}

/// How many files there are in a folder's folders.
fn files(folder: &Path) -> usize {
    let folders = std::fs::read_dir(folder).unwrap();
    folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count()).sum()
}

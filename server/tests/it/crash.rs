//! What was acknowledged is there after `kill -9`.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use cicerone_protocol::log::{Hash, Personal, SealedEntry};
use cicerone_protocol::{ParticipantId, SessionId, SessionTime};
use cicerone_server::metrics::Metrics;
use cicerone_server::store::{NewSession, Store};
use uuid::Uuid;

/// Says to the test below that it is the process to be killed, and where it writes.
const FOLDER: &str = "CRASH_TEST_FOLDER";

const SESSION: SessionId = SessionId::new(Uuid::from_u128(0x1234));

fn open(folder: &Path) -> Store {
    Store::open(folder, Arc::new(Metrics::new())).unwrap()
}

fn entry(seq: u64) -> SealedEntry {
    let body = format!("{{\"seq\":{seq},\"text\":\"{}\"}}", "x".repeat(500)).into_bytes();
    SealedEntry { seq, t: SessionTime::from_ms(seq), body, hash: Hash([0; 32]), personal: Personal::new() }
}

/// Writes until it is killed, and prints each `seq` only once it was acknowledged.
#[tokio::main]
async fn write_until_killed(folder: &Path) {
    let store = open(folder);
    let new = NewSession {
        session: SESSION,
        header: b"{}".to_vec(),
        created_at: 0,
        state: "active".to_owned(),
        supervisor: ParticipantId::new(Uuid::nil()),
        reference: "x".to_owned(),
        topic: None,
        language: "en".to_owned(),
    };
    let mut next = match store.session(SESSION).await {
        Ok(row) => row.events + 1,
        Err(_) => {
            store.create_session(new, vec![entry(1)]).await.unwrap();
            2
        }
    };
    let mut out = std::io::stdout();
    loop {
        let group: Vec<_> = (next..next + 8).map(|seq| (seq, store.append(SESSION, vec![entry(seq)], Vec::new()))).collect();
        for (seq, append) in group {
            append.await.unwrap();
            writeln!(out, "acknowledged {seq}").unwrap();
            out.flush().unwrap();
        }
        next += 8;
    }
}

#[test]
fn acknowledged_entries_survive_kill_9() {
    if let Some(folder) = env::var_os(FOLDER) {
        write_until_killed(Path::new(&folder));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    // Each round goes on in the same folder, so recovery from a kill is killed too.
    for round in 1..=5_u64 {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "crash::acknowledged_entries_survive_kill_9", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut acknowledged = 0;
        let mut seen = 0;
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            if let Some(seq) = line.unwrap().split("acknowledged ").nth(1) {
                acknowledged = seq.parse::<u64>().unwrap();
                seen += 1;
            }
            // At another moment of the group each time. The pipe is read to its end after the kill.
            if seen == 37 + round * 3 {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        assert!(seen >= 37 + round * 3, "the process to be killed ended by itself after {seen} entries");
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let store = open(folder.path());
            let mut after = 0;
            loop {
                let entries = store.entries(SESSION, after, 1_000).await.unwrap();
                let Some(last) = entries.last() else { break };
                for (at, found) in entries.iter().enumerate() {
                    assert_eq!(*found, entry(after + at as u64 + 1));
                }
                after = last.seq;
            }
            assert!(after >= acknowledged, "round {round}: {acknowledged} was acknowledged, {after} is there");
            assert_eq!(store.session(SESSION).await.unwrap().events, after);
            store.close().await;
        });
    }
}

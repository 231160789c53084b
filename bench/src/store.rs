//! How many events a second the store makes durable, beside what the same disk does with bare syncs.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use cicerone_protocol::log::{Hash, SealedEntry, seal};
use cicerone_protocol::{Envelope, ParticipantId, SessionId};
use cicerone_server::metrics::Metrics;
use cicerone_server::random;
use cicerone_server::store::{NewSession, Store};
use serde_json::json;
use tempfile::TempDir;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::latencies::Latencies;
use crate::output::print;

/// Sessions that each write one event after the other, as fast as they are durable.
const PRODUCERS: usize = 64;

/// What one way of writing reached.
struct Reached {
    name: String,
    latencies: Latencies,
    events: usize,
    took: Duration,
}

impl Reached {
    fn rate(&self) -> f64 {
        self.events as f64 / self.took.as_secs_f64()
    }
}

pub(crate) fn run(quick: bool) -> anyhow::Result<()> {
    let time = Duration::from_secs(if quick { 2 } else { 10 });
    // Beside the programs, on a disk: the system's folder for temporary files may be memory.
    let beside = std::env::current_exe()?;
    let folder = TempDir::new_in(beside.parent().context("a program lies in a folder")?)?;
    let size = entry(SessionId::new(Uuid::now_v7()), 1, &Hash([0; 32]))?.body.len();
    let one = bare(folder.path(), size, 1, time)?;
    let group = bare(folder.path(), size, PRODUCERS, time)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let store = runtime.block_on(through_store(&folder.path().join("data"), time))?;
    print(&table(size, [store, group, one]))
}

/// Every producer appends to a session of its own and waits until that is durable.
async fn through_store(folder: &Path, time: Duration) -> anyhow::Result<Reached> {
    let store = Store::open(folder, Arc::new(Metrics::new()))?;
    let mut sessions = Vec::new();
    for _ in 0..PRODUCERS {
        let session = SessionId::new(Uuid::now_v7());
        let first = entry(session, 1, &Hash([0; 32]))?;
        sessions.push((session, first.hash));
        store.create_session(new_session(session), vec![first]).await?;
    }
    let began = Instant::now();
    let mut producers = JoinSet::new();
    for (session, head) in sessions {
        producers.spawn(produce(store.clone(), session, head, began + time));
    }
    let mut latencies = Latencies::default();
    while let Some(produced) = producers.join_next().await {
        latencies.extend(produced??);
    }
    let took = began.elapsed();
    store.close().await;
    Ok(Reached { name: format!("Cicerone's store, {PRODUCERS} producers"), events: latencies.len(), latencies, took })
}

async fn produce(store: Store, session: SessionId, mut head: Hash, until: Instant) -> anyhow::Result<Latencies> {
    let mut latencies = Latencies::default();
    let mut seq = 1;
    while Instant::now() < until {
        seq += 1;
        let entry = entry(session, seq, &head)?;
        head = entry.hash;
        let began = Instant::now();
        store.append(session, vec![entry], Vec::new()).await?;
        latencies.push(began.elapsed());
    }
    Ok(latencies)
}

/// Appends to a file and syncs it after each group of events: no log on this disk can be faster.
fn bare(folder: &Path, size: usize, group: usize, time: Duration) -> anyhow::Result<Reached> {
    let mut file = File::create(folder.join(format!("bare-{group}")))?;
    let bytes = vec![b'x'; size * group];
    let mut latencies = Latencies::default();
    let began = Instant::now();
    while began.elapsed() < time {
        let write = Instant::now();
        file.write_all(&bytes)?;
        file.sync_data()?;
        latencies.push(write.elapsed());
    }
    let events = latencies.len() * group;
    Ok(Reached { name: format!("Bare file, {group} a sync"), latencies, events, took: began.elapsed() })
}

fn table(size: usize, ways: [Reached; 3]) -> String {
    let limit = ways[1].rate();
    let mut out = format!(
        "\n## Durable events\n\nEvents of {size} bytes.\n\n| | Events/s | Of 64 a sync | p50 | p99 |\n|---|---:|---:|---:|---:|\n"
    );
    for mut way in ways {
        let (rate, p50, p99) = (way.rate(), way.latencies.percentile_ms(50), way.latencies.percentile_ms(99));
        out += &format!("| {} | {rate:.0} | {:.0} % | {p50:.2} ms | {p99:.2} ms |\n", way.name, 100.0 * rate / limit);
    }
    out
}

fn new_session(session: SessionId) -> NewSession {
    NewSession {
        session,
        header: b"{}".to_vec(),
        created_at: 0,
        state: "active".to_owned(),
        supervisor: ParticipantId::new(Uuid::from_u128(7)),
        reference: "Bench".to_owned(),
        topic: None,
        language: "en".to_owned(),
    }
}

/// A sealed entry of the usual kind: a step with its text as a salted commitment.
fn entry(session: SessionId, seq: u64, head: &Hash) -> anyhow::Result<SealedEntry> {
    let envelope: Envelope = serde_json::from_value(json!({
        "v": 1, "session": session, "seq": seq, "t": seq, "ts": "2026-01-01T00:00:00.000Z",
        "actor": { "role": "supervisor", "participant": Uuid::from_u128(7) },
        "cause": { "tab": Uuid::from_u128(8), "dseq": 1 },
        "type": "step.sent",
        "data": { "step": Uuid::from_u128(9), "n": 1, "text": { "clear": "Open Wi-Fi and hold the network" }, "hint": null, "still": null },
    }))?;
    ensure!(envelope.event.known().is_some(), "the event is one of this version");
    Ok(seal(head, &envelope, random::bytes)?)
}

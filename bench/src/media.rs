//! The relay and Janus under the same load, row by row, each on a fresh server.

use std::time::Duration;

use anyhow::ensure;
use tokio::runtime::{Builder, Runtime};

use crate::leg::PACKETS_PER_SECOND;
use crate::load::Load;
use crate::output::print;
use crate::process::{cpu_time, resident_kib};
use crate::systems::{Kind, System};

/// A generator that is busier than this measures itself.
const GENERATOR_LIMIT: f64 = 0.8;
/// A generator that sent less than this share of its plan put another load on the server than the row says.
const SENT_LIMIT: f64 = 0.99;

/// Time for what was made in a window and is still on its way.
const STRAGGLERS: Duration = Duration::from_millis(500);

/// How much is measured. Of several windows the row shows the median one, so that one disturbance of the machine does not decide it.
struct Plan {
    sessions: &'static [usize],
    warm_up: Duration,
    window: Duration,
    windows: usize,
}

const FULL: Plan =
    Plan { sessions: &[1, 10, 50, 100], warm_up: Duration::from_secs(2), window: Duration::from_secs(4), windows: 3 };
const QUICK: Plan = Plan { sessions: &[1, 10], warm_up: Duration::from_millis(500), window: Duration::from_secs(1), windows: 1 };

/// What one window showed.
struct Row {
    kind: Kind,
    sessions: usize,
    packets_per_second: f64,
    /// Share of the planned packets that was sent in time, 0..=1.
    sent: f64,
    lost_percent: f64,
    p50_ms: f64,
    p99_ms: f64,
    /// Share of its core that the generator used, 0..=1.
    generator: f64,
    server: Option<Server>,
}

impl Row {
    /// What makes the row worthless, if anything does.
    fn fault(&self) -> Option<&'static str> {
        if self.generator > GENERATOR_LIMIT {
            Some("the generator was too busy")
        } else if self.sent < SENT_LIMIT {
            Some("the generator fell behind its plan")
        } else {
            None
        }
    }
}

struct Server {
    /// Share of its core, 0..=1.
    core: f64,
    cpu_per_packet_us: f64,
    kib_per_session: f64,
}

pub(crate) fn run(quick: bool) -> anyhow::Result<()> {
    let cores = std::thread::available_parallelism()?.get();
    ensure!(cores == 1, "run without arguments, or under `taskset --cpu-list 0`: this process may use {cores} cores");
    let plan = if quick { QUICK } else { FULL };
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    print(HEAD)?;
    for &sessions in plan.sessions {
        let rows = Kind::ALL.map(|kind| measure(&runtime, &plan, kind, sessions));
        let rows = rows.into_iter().collect::<anyhow::Result<Vec<_>>>()?;
        for row in &rows {
            print(&line(row, &rows))?;
        }
    }
    Ok(())
}

/// One row: start, connect, warm up, measure, stop.
fn measure(runtime: &Runtime, plan: &Plan, kind: Kind, sessions: usize) -> anyhow::Result<Row> {
    let mut system = runtime.block_on(System::start(kind))?;
    let pid = system.process().map(|process| process.pid);
    let idle_kib = pid.map(resident_kib).transpose()?;
    let (mut load, handoff) = Load::new()?;
    let opening = runtime.spawn(async move {
        for _ in 0..sessions {
            system.open_session(&handoff).await?;
        }
        anyhow::Ok(system)
    });
    load.connect(2 * sessions, Duration::from_secs(60), || opening.is_finished())?;
    let system = runtime.block_on(opening)??;

    load.publish();
    load.run(plan.warm_up)?;
    let mut rows = Vec::new();
    for _ in 0..plan.windows {
        rows.push(window(&mut load, plan, kind, sessions, pid.zip(idle_kib))?);
    }
    if let Some(forwarded) = runtime.block_on(system.forwarded())? {
        let received = load.tally.received;
        ensure!(
            forwarded.abs_diff(received) * 100 <= received,
            "{forwarded} packets forwarded by its own count, {received} received"
        );
    }
    runtime.block_on(system.stop())?;

    Ok(median(rows))
}

/// Measures for a while.
fn window(load: &mut Load, plan: &Plan, kind: Kind, sessions: usize, server: Option<(u32, f64)>) -> anyhow::Result<Row> {
    let own_before = cpu_time(std::process::id())?;
    let before = server.map(|(pid, _)| cpu_time(pid)).transpose()?;
    load.open_window(plan.window);
    load.run(plan.window)?;
    let after = server.map(|(pid, _)| cpu_time(pid)).transpose()?;
    let own_after = cpu_time(std::process::id())?;
    let busy_kib = server.map(|(pid, _)| resident_kib(pid)).transpose()?;
    load.run(STRAGGLERS)?;

    let tally = &mut load.tally;
    let packets = tally.latencies.len();
    ensure!(packets > 0, "nothing went through {}", kind.name());
    let seconds = plan.window.as_secs_f64();
    let idle_kib = server.map(|(_, idle)| idle);
    let server = before.zip(after).zip(idle_kib.zip(busy_kib)).map(|((before, after), (idle, busy))| Server {
        core: (after - before).as_secs_f64() / seconds,
        cpu_per_packet_us: (after - before).as_secs_f64() * 1e6 / packets as f64,
        kib_per_session: (busy - idle) / sessions as f64,
    });
    Ok(Row {
        kind,
        sessions,
        packets_per_second: packets as f64 / seconds,
        sent: tally.sent as f64 / (seconds * sessions as f64 * f64::from(PACKETS_PER_SECOND)),
        lost_percent: 100.0 * (tally.sent as f64 - packets as f64) / tally.sent as f64,
        p50_ms: tally.latencies.percentile_ms(50),
        p99_ms: tally.latencies.percentile_ms(99),
        generator: (own_after - own_before).as_secs_f64() / seconds,
        server,
    })
}

/// The window in the middle by what a packet cost (by latency where there is no server), of those whose load was as planned; any of them
/// where none was.
fn median(mut rows: Vec<Row>) -> Row {
    let cost = |row: &Row| row.server.as_ref().map_or(row.p99_ms, |server| server.cpu_per_packet_us);
    rows.sort_by(|a, b| a.fault().is_some().cmp(&b.fault().is_some()).then(cost(a).total_cmp(&cost(b))));
    let good = rows.iter().filter(|row| row.fault().is_none()).count();
    rows.swap_remove(good.saturating_sub(1) / 2)
}

const HEAD: &str = "
## Media

| Sessions | Server | Packets/s | Lost | CPU per packet | Janus / this | Added p50 | Added p99 | Memory per session | Server's core | Generator's core |
|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
";

/// A row of the table; `beside` are the rows of the same number of sessions.
fn line(row: &Row, beside: &[Row]) -> String {
    let of = |kind| beside.iter().find(|row| row.kind == kind);
    let none = of(Kind::Direct);
    let added = |value: f64, floor: Option<f64>| match floor {
        Some(floor) if row.kind != Kind::Direct => format!("{:.2} ms", value - floor),
        _ => format!("({value:.2} ms in all)"),
    };
    let per_packet = |row: &Row| row.server.as_ref().map(|server| server.cpu_per_packet_us);
    let janus = [Kind::Janus, Kind::JanusOneLoop].into_iter().filter_map(of).filter(|row| row.fault().is_none());
    let cheapest = janus.filter_map(per_packet).min_by(f64::total_cmp);
    let comparable = per_packet(row).filter(|_| row.fault().is_none());
    let ratio = cheapest.zip(comparable).map(|(janus, this)| format!("{:.1} ×", janus / this));
    let server = |shown: fn(&Server) -> String| row.server.as_ref().map_or_else(String::new, shown);
    let fault = row.fault().map_or_else(String::new, |fault| format!(" **invalid**: {fault}"));
    let cells = [
        row.sessions.to_string(),
        row.kind.name().to_owned(),
        format!("{:.0}", row.packets_per_second),
        format!("{:.2} %", row.lost_percent),
        server(|server| format!("{:.1} µs", server.cpu_per_packet_us)),
        ratio.unwrap_or_default(),
        added(row.p50_ms, none.map(|none| none.p50_ms)),
        added(row.p99_ms, none.map(|none| none.p99_ms)),
        server(|server| format!("{:.0} KiB", server.kib_per_session)),
        server(|server| format!("{:.1} %", server.core * 100.0)),
        format!("{:.1} %{fault}", row.generator * 100.0),
    ];
    format!("| {} |\n", cells.join(" | "))
}

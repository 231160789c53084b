//! Measures a release build of Cicerone on this machine, beside a peer or a physical limit, and prints Markdown.
//!
//! `media` (the relay against Janus) and `store` (durable events against bare syncs of the disk) can be run alone.

mod latencies;
mod leg;
mod load;
mod machine;
mod media;
mod output;
mod process;
mod store;
mod systems;

use std::process::Command;

use anyhow::{Context, ensure};
use clap::{Parser, ValueEnum};

use output::print;

/// Measures Cicerone on this machine and prints Markdown.
#[derive(Parser)]
struct Arguments {
    /// What to measure; everything when left out.
    what: Option<What>,
    /// Fewer sessions and short runs, under a minute in all: shows that the benchmark works, and no more.
    #[arg(long)]
    quick: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// The relay and Janus under the same load. Must itself be pinned to core 0; without this argument that is done.
    Media,
    /// Durable events.
    Store,
}

fn main() -> anyhow::Result<()> {
    let Arguments { what, quick } = Arguments::parse();
    match what {
        Some(What::Media) => media::run(quick),
        Some(What::Store) => store::run(quick),
        None => {
            print(&machine::describe()?)?;
            media_on_core_0(quick)?;
            store::run(quick)?;
            print(&format!("\n{}\n", machine::busyness()?))
        }
    }
}

/// The load generator gets a core of its own, which only the start of a process can give to all of its threads.
fn media_on_core_0(quick: bool) -> anyhow::Result<()> {
    let this = std::env::current_exe()?;
    let mut command = Command::new("taskset");
    command.args(["--cpu-list", "0"]).arg(this).arg("media").args(quick.then_some("--quick"));
    let status = command.status().context("taskset, of util-linux, is needed")?;
    ensure!(status.success(), "the media benchmark failed");
    Ok(())
}

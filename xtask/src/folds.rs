//! Holds the fold of the pages (`web-client/shared/fold.ts`) equal to that of the protocol crate: the session crate's tests write logs of
//! random runs with the view after every entry, and a script folds them again.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

/// The test that writes the logs.
const WRITER: &str = "folds::logs_with_the_view_after_every_entry";

/// Runs both with a new seed, or with the one in `SEED`.
#[expect(clippy::print_stdout, reason = "the seed is told before anything can fail")]
pub(crate) fn check() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join("target/folds");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("clear the folder of the last run")?;
    }
    fs::create_dir_all(&folder).context("make the folder of the logs")?;
    let folder = folder.canonicalize().context("the folder of the logs")?;
    let seed = match std::env::var("SEED") {
        Ok(seed) => seed,
        Err(_) => SystemTime::now().duration_since(UNIX_EPOCH).context("the clock")?.as_millis().to_string(),
    };
    println!("SEED={seed} cargo xtask folds makes the same logs again");
    let status = Command::new(env!("CARGO"))
        // Of the whole workspace, because another selection has other features and would compile everything anew.
        .args(["test", "--quiet", "--workspace", "--test", "it", "--", "--ignored", "--exact", WRITER])
        .env("CICERONE_FOLDS", &folder)
        .env("SEED", &seed)
        .status()
        .context("run the session crate's tests")?;
    ensure!(status.success(), "the logs could not be written, or no run came to a guard");
    let script = root.join("web-client/scripts/folds.mjs");
    let status = Command::new("node").arg(script).arg(&folder).arg(&seed).status().context("run node")?;
    ensure!(status.success(), "the two folds differ");
    Ok(())
}

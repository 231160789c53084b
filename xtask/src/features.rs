//! Holds that `make run`, `make bench` and `make test` compile each crate with the same features, so that none is compiled twice.
//!
//! Cargo compiles a crate anew for every set of its features, and these differ with what else is built. Whatever make builds, it builds from
//! the whole workspace (`cargo build --bin cicerone`, not `--package`). What only tests need beyond that, `xtask/Cargo.toml` asks for.

use crate::workspace;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::process::Command;

/// What is compiled for a binary of the workspace, and what for its tests as well, as `cargo tree` says it.
const BINARIES: &[&str] = &["--workspace", "--edges", "normal,build"];
const EVERYTHING: &[&str] = &["--workspace", "--edges", "normal,build,dev"];

/// Compares the crates of both.
pub(crate) fn check() -> Result<()> {
    let alone: Vec<_> = crates(BINARIES)?.difference(&crates(EVERYTHING)?).cloned().collect();
    ensure!(alone.is_empty(), "binaries need these crates with other features than the tests do:\n{}", alone.join("\n"));
    Ok(())
}

/// Returns each crate of a selection with its features. One that is compiled for build scripts as well may be there twice.
fn crates(selection: &[&str]) -> Result<BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--prefix", "none", "--no-dedupe", "--format", "{p} [{f}]"])
        .args(selection)
        .current_dir(workspace::top())
        .output()
        .context("run cargo tree")?;
    ensure!(output.status.success(), "cargo tree failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

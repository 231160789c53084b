//! Holds that `make run`, `make bench` and `make test` compile each crate with the same features, so that none is compiled twice.
//!
//! Cargo compiles a crate anew for every set of its features, and these differ with what else is built: tests need more of some crates than
//! the server does. What the server lacks, it asks for in `server/Cargo.toml`.

use crate::workspace;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::process::Command;

/// What is built together, as cargo's arguments say it. The last is what `make test` builds, and has everything.
const SELECTIONS: &[&[&str]] = &[
    &["--package", "cicerone-server", "--edges", "normal,build"],
    &["--package", "cicerone-server", "--package", "cicerone-bench", "--edges", "normal,build"],
    &["--workspace", "--edges", "normal,build"],
];
const EVERYTHING: &[&str] = &["--workspace", "--edges", "normal,build,dev"];

/// Compares the crates of every selection with those of all.
pub(crate) fn check() -> Result<()> {
    let everything = crates(EVERYTHING)?;
    for selection in SELECTIONS {
        let alone: Vec<_> = crates(selection)?.difference(&everything).cloned().collect();
        ensure!(
            alone.is_empty(),
            "`{}` compiles crates with other features than `{}`:\n{}",
            selection.join(" "),
            EVERYTHING.join(" "),
            alone.join("\n")
        );
    }
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

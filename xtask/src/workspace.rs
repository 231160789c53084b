//! What cargo knows of the workspace.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns the workspace's folder.
pub(crate) fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask stands in the workspace").to_owned()
}

/// Returns the packages of the workspace as `cargo metadata` tells them.
pub(crate) fn packages() -> Result<Vec<Value>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(top())
        .output()
        .context("run cargo metadata")?;
    ensure!(output.status.success(), "cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).context("read cargo metadata")?;
    metadata["packages"].as_array().cloned().context("packages")
}

/// Returns the root file of every crate of ours: libraries, binaries and tests.
pub(crate) fn crate_roots() -> Result<Vec<PathBuf>> {
    let packages = packages()?;
    let targets = packages.iter().flat_map(|package| package["targets"].as_array().into_iter().flatten());
    Ok(targets.filter_map(|target| target["src_path"].as_str()).map(PathBuf::from).collect())
}

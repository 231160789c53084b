//! Holds the arrows of ARCHITECTURE.md: which crate of the workspace may depend on which.

use crate::workspace;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;

/// Crate, and the crates of ours that it may name. Anything else is a fault.
const ARROWS: &[(&str, &[&str])] = &[
    ("cicerone-protocol", &[]),
    ("cicerone-session", &["cicerone-protocol"]),
    ("cicerone-relay", &[]),
    ("cicerone-server", &["cicerone-protocol", "cicerone-session", "cicerone-relay"]),
    ("cicerone-tests", &["cicerone-protocol", "cicerone-session", "cicerone-relay", "cicerone-server"]),
    ("cicerone-bench", &["cicerone-protocol", "cicerone-server"]),
    ("xtask", &["cicerone-protocol"]),
];

/// Reads `cargo metadata` and compares.
pub(crate) fn check() -> Result<()> {
    let allowed: BTreeMap<_, _> = ARROWS.iter().copied().collect();
    let packages = workspace::packages()?;
    let ours: Vec<_> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let mut faults = Vec::new();
    for package in &packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some(allowed) = allowed.get(name) else {
            faults.push(format!("{name} has no line in xtask/src/arrows.rs"));
            continue;
        };
        for dependency in package["dependencies"].as_array().context("dependencies")? {
            let to = dependency["name"].as_str().unwrap_or_default();
            if ours.contains(&to) && !allowed.contains(&to) {
                faults.push(format!("{name} may not depend on {to}"));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { bail!("{}", faults.join("\n")) }
}

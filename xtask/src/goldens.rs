//! Writes the golden files of `protocol/tests/golden` and `web-client/shared/wire/goldens.ts`, or checks them. The protocol crate's tests
//! do both, since they hold the samples; this only tells them which.

use crate::mode::Mode;
use anyhow::{Context, Result, ensure};
use std::process::Command;

/// Runs the tests of the crate that make goldens.
pub(crate) fn run(mode: Mode) -> Result<()> {
    let mut cargo = Command::new(env!("CARGO"));
    // Of the whole workspace, because another selection has other features and would compile everything anew.
    cargo.args(["test", "--quiet", "--workspace", "--test", "it", "goldens"]);
    if mode == Mode::Write {
        cargo.env("CICERONE_WRITE_GOLDENS", "1");
    }
    let status = cargo.status().context("run the protocol crate's tests")?;
    ensure!(status.success(), "the goldens are not what the code makes; if that is meant, `cargo xtask goldens` writes them");
    Ok(())
}

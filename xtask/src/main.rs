//! The project's own chores.
//!
//! - `cargo xtask types` writes the TypeScript that pages share with the server: wire types and limits.
//! - `cargo xtask goldens` writes the golden files of messages and logs, after a change that is meant.
//! - `cargo xtask arrows` checks which crate may depend on which, the floors inside crates, and that the pages share no file but through `shared`.
//! - `cargo xtask circles` checks that no file imports itself by way of others.
//! - `cargo xtask features` checks that no crate is compiled twice because features differ.
//! - `cargo xtask folds` compares the fold of the pages with that of the protocol crate, over logs of random runs.
//! - `cargo xtask sizes` checks how long files are, and names the longest.
//!
//! With `--check`, `types` and `goldens` write nothing and fail on a difference.

mod arrows;
mod circles;
mod features;
mod floors;
mod folds;
mod goldens;
mod imports;
mod mode;
mod pages;
mod sizes;
mod types;
mod workspace;

use anyhow::{Result, bail};
use mode::Mode;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["types"] => types::run(Mode::Write),
        ["types", "--check"] => types::run(Mode::Check),
        ["goldens"] => goldens::run(Mode::Write),
        ["goldens", "--check"] => goldens::run(Mode::Check),
        ["arrows"] => {
            arrows::check()?;
            floors::check()?;
            pages::check()
        }
        ["features"] => features::check(),
        ["circles"] => circles::check(),
        ["folds"] => folds::check(),
        ["sizes"] => sizes::check(),
        _ => bail!("usage: cargo xtask types [--check] | goldens [--check] | arrows | circles | sizes | features | folds"),
    }
}

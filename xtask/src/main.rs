//! The project's own chores: `cargo xtask types` writes the TypeScript wire types, `cargo xtask arrows` checks which crate may
//! import which.

mod arrows;
mod types;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("types") => types::write(),
        Some("arrows") => arrows::check(),
        _ => bail!("usage: cargo xtask types | arrows"),
    }
}

//! Standard output.

use std::io::Write;

/// Writes to standard output at once, so that a long run shows how far it is.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

//! Whether a chore writes files or holds them against what is committed.

/// What to do with generated files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Write,
    Check,
}

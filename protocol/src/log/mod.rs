//! Log format v1: [`seal`] makes an entry of an event, the chain links it to those before, [`verify`] reads it all again.
//! `docs/log-format.md` says it in prose.

mod chain;
mod entry;
pub mod verify;

pub use chain::{Hash, chain_next, chain_start};
pub use entry::{
    FORMAT, FORMAT_VERSION, Header, LogError, MAX_INTEGER, Personal, PersonalValue, SealedEntry, canonical, commitment,
    export_line, open, seal,
};

//! What stops a packet on its way out, and the proof that it did.

pub(crate) mod fence;
pub(crate) mod gate;

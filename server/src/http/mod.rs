//! The HTTP shell: connections, who is at their other end, security headers, problems, and the pages in the binary.

pub mod assets;
pub(crate) mod body;
pub(crate) mod cap;
pub mod headers;
pub mod json;
mod languages;
pub(crate) mod listener;
pub(crate) mod observe;
pub mod peer;
pub mod problem;
pub mod staff;
pub mod trust;

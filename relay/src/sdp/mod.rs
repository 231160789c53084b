//! Offers in, answers out (RFC 8829 §5.3). The page always offers and the relay always answers. Pure.

pub(crate) mod answer;
pub(crate) mod lane;
pub(crate) mod offer;
pub(crate) mod plan;
pub(crate) mod section;
#[cfg(test)]
mod tests;
pub(crate) mod transport;

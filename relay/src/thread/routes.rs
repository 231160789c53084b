//! Which peer a datagram belongs to, decided before anything looks inside it.

use crate::ice::path::Path;
use crate::ids::PeerId;
use std::collections::HashMap;

/// The addresses and names of all peers of one media thread.
#[derive(Default)]
pub(crate) struct Routes {
    paths: HashMap<Path, PeerId>,
    fragments: HashMap<String, PeerId>,
}

impl Routes {
    /// The peer that proved to be at `path`.
    pub(crate) fn at(&self, path: Path) -> Option<PeerId> {
        self.paths.get(&path).copied()
    }

    /// The peer that was given the ICE fragment `fragment`.
    pub(crate) fn named(&self, fragment: &str) -> Option<PeerId> {
        self.fragments.get(fragment).copied()
    }

    pub(crate) fn name(&mut self, fragment: &str, peer: PeerId) {
        self.fragments.insert(fragment.to_owned(), peer);
    }

    pub(crate) fn unname(&mut self, fragment: &str) {
        self.fragments.remove(fragment);
    }

    /// `path` belongs to `peer` from now on. Says to whom it belonged before.
    pub(crate) fn add(&mut self, path: Path, peer: PeerId) -> Option<PeerId> {
        self.paths.insert(path, peer).filter(|before| *before != peer)
    }

    /// `path` belongs to `peer` no more.
    pub(crate) fn remove(&mut self, path: Path, peer: PeerId) {
        if self.at(path) == Some(peer) {
            self.paths.remove(&path);
        }
    }
}

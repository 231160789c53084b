//! Which file names which: read from Rust with its own parser, and from the pages' TypeScript by its import statements.
//!
//! A `mod` line, a re-export and a doc comment are no imports. A name that came by a re-export leads to the file that defines it.

mod names;
mod pages;
mod rust;

pub(crate) use pages::read_pages;
pub(crate) use rust::read_crate;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Component, Path, PathBuf};

/// Files by their path from the workspace's root, and what each imports.
#[derive(Default)]
pub(crate) struct Graph {
    files: BTreeMap<PathBuf, BTreeMap<PathBuf, String>>,
}

impl Graph {
    /// Adds a file, which may import nothing.
    pub(crate) fn file(&mut self, file: &Path) {
        self.files.entry(file.to_owned()).or_default();
    }

    /// Adds that `from` names something that `to` defines. The first name is kept as the example; a file that names itself adds nothing.
    pub(crate) fn import(&mut self, from: &Path, to: &Path, name: &str) {
        if from != to {
            self.files.entry(from.to_owned()).or_default().entry(to.to_owned()).or_insert_with(|| name.to_owned());
        }
    }

    /// Returns every file.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.keys().map(PathBuf::as_path)
    }

    /// Returns every import: who, what file, which name of it.
    pub(crate) fn imports(&self) -> impl Iterator<Item = (&Path, &Path, &str)> {
        self.files.iter().flat_map(|(from, to)| to.iter().map(|(to, name)| (from.as_path(), to.as_path(), name.as_str())))
    }

    /// Returns the shortest way along imports, both ends included.
    pub(crate) fn way(&self, from: &Path, to: &Path) -> Option<Vec<&Path>> {
        let (start, _) = self.files.get_key_value(from)?;
        let mut ways = VecDeque::from([vec![start.as_path()]]);
        let mut seen = BTreeSet::from([start.as_path()]);
        while let Some(way) = ways.pop_front() {
            let last = way.last()?;
            if *last == to {
                return Some(way);
            }
            for next in self.files.get(*last).into_iter().flat_map(BTreeMap::keys) {
                if seen.insert(next) {
                    ways.push_back(way.iter().copied().chain([next.as_path()]).collect());
                }
            }
        }
        None
    }
}

/// Takes `.` and `..` out of a path.
fn tidy(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut tidy, part| {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                tidy.pop();
            }
            part => tidy.push(part),
        }
        tidy
    })
}

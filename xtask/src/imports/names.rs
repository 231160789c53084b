//! The modules of one crate, the names in each, and where a path through them leads.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// A module by its place in [`Crate::modules`].
pub(super) type ModuleId = usize;

/// A module: one in a file of its own, or one in braces, which shares its parent's file.
pub(super) struct Module {
    pub(super) file: PathBuf,
    pub(super) parent: Option<ModuleId>,
    pub(super) names: BTreeMap<String, Vec<Name>>,
    /// What it imports with `*`.
    pub(super) globs: Vec<Vec<String>>,
}

/// What a name stands for. One name may be a module and an item at once.
pub(super) enum Name {
    Module(ModuleId),
    Item,
    Import(Vec<String>),
}

/// Where a path leads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Module(ModuleId),
    /// Something that this module defines.
    Item(ModuleId),
}

/// The modules of one crate; the first is its root.
#[derive(Default)]
pub(super) struct Crate {
    pub(super) modules: Vec<Module>,
}

impl Crate {
    /// Adds a module and returns its id.
    pub(super) fn module(&mut self, file: PathBuf, parent: Option<ModuleId>) -> ModuleId {
        self.modules.push(Module { file, parent, names: BTreeMap::new(), globs: Vec::new() });
        self.modules.len() - 1
    }

    /// Gives a module a name.
    pub(super) fn name(&mut self, module: ModuleId, name: impl Into<String>, what: Name) {
        self.modules[module].names.entry(name.into()).or_default().push(what);
    }

    /// Follows a path as it stands in `module`. None: it leads to another crate, or this reader can't see where.
    pub(super) fn resolve(&self, module: ModuleId, path: &[String]) -> Option<Target> {
        self.follow(module, path, &mut Vec::new())
    }

    /// `open` holds what is being followed already, so that re-exports in a ring end.
    fn follow(&self, module: ModuleId, path: &[String], open: &mut Vec<(ModuleId, String)>) -> Option<Target> {
        let Some((first, rest)) = path.split_first() else { return Some(Target::Module(module)) };
        match first.as_str() {
            "crate" => return self.follow(0, rest, open),
            "self" => return self.follow(module, rest, open),
            "super" => return self.follow(self.modules[module].parent?, rest, open),
            _ => {}
        }
        let step = (module, first.clone());
        if open.contains(&step) {
            return None;
        }
        open.push(step);
        let found = self.named(module, first, rest, open).or_else(|| self.by_glob(module, path, open));
        open.pop();
        found
    }

    /// Tries what is called `first`: modules before items where the path goes on, items before modules where it ends.
    fn named(&self, module: ModuleId, first: &str, rest: &[String], open: &mut Vec<(ModuleId, String)>) -> Option<Target> {
        let names = self.modules[module].names.get(first)?;
        let mut found: Vec<Target> = names
            .iter()
            .filter_map(|name| match name {
                Name::Item => Some(Target::Item(module)),
                Name::Module(child) => self.follow(*child, rest, open),
                Name::Import(path) => match self.follow(module, path, open)? {
                    Target::Module(to) => self.follow(to, rest, open),
                    item @ Target::Item(_) => Some(item),
                },
            })
            .collect();
        if rest.is_empty() {
            found.sort_by_key(|target| matches!(target, Target::Module(_)));
        }
        found.first().copied()
    }

    fn by_glob(&self, module: ModuleId, path: &[String], open: &mut Vec<(ModuleId, String)>) -> Option<Target> {
        self.modules[module].globs.iter().find_map(|glob| match self.follow(module, glob, open)? {
            Target::Module(to) if to != module => self.follow(to, path, open),
            _ => None,
        })
    }
}

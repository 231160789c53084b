//! Reads a crate's files from its root on, and finds for each name in them the file that defines it.
//!
//! Methods are called on a value and name no file, so they count nowhere. What stands under `#[cfg(test)]` is passed over: a test may
//! build its subject from everything.

use super::names::{Crate, ModuleId, Name, Target};
use super::{Graph, tidy};
use anyhow::{Context, Result};
use proc_macro2::{TokenStream, TokenTree};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Item, ItemMod, ItemUse, Lit, Meta, MetaNameValue, UseTree, Visibility};

/// Adds the files below `root` (a `lib.rs`, a `main.rs`) and their imports. Paths in the graph start at `top`.
pub(crate) fn read_crate(graph: &mut Graph, top: &Path, root: &Path) -> Result<()> {
    let mut reader = Reader { krate: Crate::default(), uses: Vec::new(), module: 0, failed: None };
    reader.read_file(root.to_owned(), None)?;
    let Reader { krate, uses, failed, .. } = reader;
    if let Some(error) = failed {
        return Err(error);
    }
    let short = |module: ModuleId| {
        let file = &krate.modules[module].file;
        file.strip_prefix(top).unwrap_or(file).to_owned()
    };
    (0..krate.modules.len()).for_each(|module| graph.file(&short(module)));
    for (module, path) in &uses {
        if let Some(Target::Item(to)) = krate.resolve(*module, path) {
            graph.import(&short(*module), &short(to), &path.join("::"));
        }
    }
    Ok(())
}

/// Walks a crate's syntax. Names are resolved when every module is known.
struct Reader {
    krate: Crate,
    /// Paths as they were written, and the module in which.
    uses: Vec<(ModuleId, Vec<String>)>,
    module: ModuleId,
    failed: Option<anyhow::Error>,
}

impl Reader {
    fn read_file(&mut self, file: PathBuf, parent: Option<ModuleId>) -> Result<ModuleId> {
        let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let syntax = syn::parse_file(&text).with_context(|| file.display().to_string())?;
        let module = self.krate.module(file, parent);
        self.inside(module, |reader| reader.visit_file(&syntax));
        Ok(module)
    }

    fn inside(&mut self, module: ModuleId, walk: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.module, module);
        walk(self);
        self.module = outer;
    }

    /// Takes a branch of a `use`. A re-export only gives a name; a private import is a use of what it names, also where the name is a trait
    /// that only its methods show.
    fn import(&mut self, tree: &UseTree, before: &[String], reexport: bool) {
        let mut path = before.to_vec();
        let name = match tree {
            UseTree::Path(part) => {
                path.push(part.ident.to_string());
                return self.import(&part.tree, &path, reexport);
            }
            UseTree::Group(group) => return group.items.iter().for_each(|tree| self.import(tree, before, reexport)),
            UseTree::Glob(_) => {
                self.krate.modules[self.module].globs.push(path.clone());
                None
            }
            UseTree::Name(name) if name.ident == "self" => path.last().cloned(),
            UseTree::Name(name) => {
                path.push(name.ident.to_string());
                Some(name.ident.to_string())
            }
            UseTree::Rename(rename) => {
                path.push(rename.ident.to_string());
                Some(rename.rename.to_string())
            }
        };
        if let Some(name) = name.filter(|name| name != "_") {
            self.krate.name(self.module, name, Name::Import(path.clone()));
        }
        if !reexport {
            self.uses.push((self.module, path));
        }
    }

    /// Takes the paths in a macro's tokens, which no parser knows the meaning of. What follows a dot is a field or a method.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path = Vec::new();
        let mut before = None;
        for token in tokens {
            match &token {
                TokenTree::Ident(ident) => {
                    match before {
                        Some('.') => continue,
                        Some(':') => {}
                        _ => self.uses.push((self.module, std::mem::take(&mut path))),
                    }
                    path.push(ident.to_string());
                    before = None;
                }
                TokenTree::Punct(punct) => before = Some(punct.as_char()),
                TokenTree::Group(group) => {
                    self.tokens(group.stream());
                    before = Some(' ');
                }
                TokenTree::Literal(_) => before = Some(' '),
            }
        }
        self.uses.push((self.module, path));
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        if is_test(attributes(item)) {
            return;
        }
        if let Some(name) = defined(item) {
            self.krate.name(self.module, name, Name::Item);
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let outer = self.module;
        let file = self.krate.modules[outer].file.clone();
        let child = match &item.content {
            Some((_, items)) => {
                let child = self.krate.module(file, Some(outer));
                self.inside(child, |reader| items.iter().for_each(|item| reader.visit_item(item)));
                Ok(child)
            }
            None => self.read_file(file_of(&file, &item.attrs, &item.ident.to_string()), Some(outer)),
        };
        match child {
            Ok(child) => self.krate.name(outer, item.ident.to_string(), Name::Module(child)),
            Err(error) => self.failed = self.failed.take().or(Some(error)),
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if item.leading_colon.is_none() {
            self.import(&item.tree, &[], !matches!(item.vis, Visibility::Inherited));
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            self.uses.push((self.module, path.segments.iter().map(|segment| segment.ident.to_string()).collect()));
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }
}

/// Returns where the module `name` stands that a file declares. Our crates declare no file inside braces.
fn file_of(parent: &Path, attributes: &[Attribute], name: &str) -> PathBuf {
    let folder = parent.parent().unwrap_or(Path::new(""));
    if let Some(path) = attributes.iter().find_map(path_of) {
        return tidy(&folder.join(path));
    }
    let stem = parent.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let folder = if ["lib", "main", "mod", "build"].contains(&stem) { folder.to_owned() } else { folder.join(stem) };
    let plain = folder.join(format!("{name}.rs"));
    if plain.exists() { plain } else { folder.join(name).join("mod.rs") }
}

/// Returns what `#[path = "…"]` says.
fn path_of(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(MetaNameValue { path, value: Expr::Lit(value), .. }) = &attribute.meta else { return None };
    match &value.lit {
        Lit::Str(text) if path.is_ident("path") => Some(text.value()),
        _ => None,
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Returns the name that an item other than a module or an import defines.
fn defined(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

/// Whether an item is compiled for tests alone: `#[cfg(test)]`.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a crate of these files and returns each import as `file → file`.
    fn imports(files: &[(&str, &str)]) -> Vec<String> {
        let top = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let file = top.path().join(name);
            fs::create_dir_all(file.parent().expect("a folder of it")).expect("a folder");
            fs::write(file, text).expect("a file");
        }
        let mut graph = Graph::default();
        read_crate(&mut graph, top.path(), &top.path().join("lib.rs")).expect("a crate");
        graph.imports().map(|(from, to, _)| format!("{} → {}", from.display(), to.display())).collect()
    }

    #[test]
    fn a_parents_mod_and_its_reexports_are_no_imports() {
        assert!(imports(&[("lib.rs", "mod a; pub use a::A; pub(crate) use a::*;"), ("a.rs", "pub struct A;")]).is_empty());
    }

    #[test]
    fn a_reexported_name_leads_to_the_file_that_defines_it() {
        let files = [
            ("lib.rs", "mod a; mod b; pub use a::A;"),
            ("a/mod.rs", "mod inner; pub use inner::*;"),
            ("a/inner.rs", "pub struct A;"),
            ("b.rs", "use crate::A;"),
        ];
        assert_eq!(imports(&files), ["b.rs → a/inner.rs"]);
    }

    #[test]
    fn a_path_in_code_is_an_import_and_a_module_by_itself_is_none() {
        let files = [("lib.rs", "mod a; mod b;"), ("a.rs", "use crate::b;"), ("b.rs", "pub fn b() {}")];
        assert!(imports(&files).is_empty());
        let files = [("lib.rs", "mod a; mod b;"), ("a.rs", "use super::b; fn a() { b::b() }"), ("b.rs", "pub fn b() {}")];
        assert_eq!(imports(&files), ["a.rs → b.rs"]);
    }

    #[test]
    fn a_path_in_a_macro_is_an_import_and_a_field_is_none() {
        let files =
            [("lib.rs", "mod a; mod b;"), ("a.rs", "fn a() { assert!(crate::b::b()) }"), ("b.rs", "pub fn b() -> bool { true }")];
        assert_eq!(imports(&files), ["a.rs → b.rs"]);
        let files = [("lib.rs", "mod a; pub use a::b; fn c(d: D) { assert!(d.b) }"), ("a.rs", "pub fn b() {}")];
        assert!(imports(&files).is_empty());
    }

    #[test]
    fn a_variant_and_a_constant_of_a_type_lead_to_its_file() {
        let files = [("lib.rs", "mod a; fn c() { a::A::B; }"), ("a.rs", "pub enum A { B }")];
        assert_eq!(imports(&files), ["lib.rs → a.rs"]);
    }

    #[test]
    fn what_only_tests_import_and_what_other_crates_define_count_nowhere() {
        let files = [
            ("lib.rs", "mod a; use std::fmt; #[cfg(test)] mod tests { use crate::a::A; }"),
            ("a.rs", "use other::B; pub struct A;"),
        ];
        assert!(imports(&files).is_empty());
    }

    #[test]
    fn a_file_that_is_not_there_is_a_fault() {
        let top = tempfile::tempdir().expect("a folder");
        fs::write(top.path().join("lib.rs"), "mod gone;").expect("a file");
        assert!(read_crate(&mut Graph::default(), top.path(), &top.path().join("lib.rs")).is_err());
    }
}

//! Reads the import statements of the pages' TypeScript. `import type` counts as well: who reads a file has to read its types. So does an
//! `import(…)`, which only loads later; a file that is the type of itself (`typeof import(…)`) is an import like any other.

use super::{Graph, tidy};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Adds every `.ts` and `.tsx` file below the folders that is no test, and their imports. Paths in the graph start at `top`.
pub(crate) fn read_pages(graph: &mut Graph, top: &Path, folders: &[&str]) -> Result<()> {
    let mut texts = BTreeMap::new();
    for folder in folders {
        collect(&top.join(folder), &mut texts)?;
    }
    let exports: BTreeMap<_, _> = texts.iter().map(|(file, text)| (file.clone(), statements(text))).collect();
    for (from, statements) in &exports {
        let from_short = from.strip_prefix(top).unwrap_or(from);
        graph.file(from_short);
        for statement in statements.iter().filter(|statement| !statement.reexport) {
            let Some(to) = file_of(&exports, from, &statement.from) else { continue };
            let names = if statement.names.is_empty() { &[String::from("*")][..] } else { &statement.names };
            for name in names {
                let to = definer(&exports, &to, name, 0);
                graph.import(from_short, to.strip_prefix(top).unwrap_or(&to), name);
            }
        }
    }
    Ok(())
}

/// One `import` or `export … from`.
#[derive(Debug, PartialEq, Eq)]
struct Statement {
    reexport: bool,
    /// The names as the other file has them; none: all of it, or only its effect.
    names: Vec<String>,
    from: String,
}

type Statements = BTreeMap<PathBuf, Vec<Statement>>;

fn collect(folder: &Path, texts: &mut BTreeMap<PathBuf, String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            collect(&path, texts)?;
        } else if (name.ends_with(".ts") || name.ends_with(".tsx")) && !name.contains(".test.") {
            texts.insert(path.clone(), fs::read_to_string(&path).with_context(|| path.display().to_string())?);
        }
    }
    Ok(())
}

/// Finds `import … from '…'`, `export … from '…'`, `import '…'` at the start of a line, and `import('…')` anywhere. The formatter keeps one
/// statement from starting in the middle of another's line.
fn statements(text: &str) -> Vec<Statement> {
    let mut found = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let reexport = line.starts_with("export {") || line.starts_with("export *") || line.starts_with("export type {");
        if reexport || (line.starts_with("import ") && !line.starts_with("import.")) {
            let mut whole = line.to_owned();
            while !ends(&whole) {
                let Some(next) = lines.next() else { break };
                whole.push(' ');
                whole.push_str(next);
            }
            if let Some(from) = quoted(whole.rsplit(" from ").next().unwrap_or_default().trim_start_matches("import ")) {
                found.push(Statement { reexport, names: named(&whole), from });
            }
        } else if !is_comment(line) {
            for (at, call) in line.match_indices("import(") {
                let from = quoted(&line[at + call.len()..]);
                found.extend(from.map(|from| Statement { reexport: false, names: Vec::new(), from }));
            }
        }
    }
    found
}

/// Whether a statement that began is whole: its source stands there, or its list is closed and has none.
fn ends(statement: &str) -> bool {
    statement.trim_end().ends_with(';')
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//") || line.starts_with('*') || line.starts_with("/*")
}

/// Returns the string with which a text begins.
fn quoted(text: &str) -> Option<String> {
    let quote = text.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    text[1..].split_once(quote).map(|(inner, _)| inner.to_owned())
}

/// Returns the names in the braces, without `type` and as the other file calls them.
fn named(statement: &str) -> Vec<String> {
    let Some(list) = statement.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map(|(list, _)| list) else {
        return Vec::new();
    };
    list.split(',')
        .map(|name| name.trim().trim_start_matches("type ").split(" as ").next().unwrap_or_default().trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// Follows a name through re-exports to the file that has it.
fn definer(all: &Statements, file: &Path, name: &str, depth: u8) -> PathBuf {
    let next = all
        .get(file)
        .into_iter()
        .flatten()
        .filter(|statement| statement.reexport)
        .find(|statement| statement.names.iter().any(|known| known == name));
    match next.and_then(|statement| file_of(all, file, &statement.from)) {
        Some(to) if depth < 8 => definer(all, &to, name, depth + 1),
        _ => file.to_owned(),
    }
}

/// Returns the file that `from` means by a relative path; none for a package, a style sheet or a test.
fn file_of<T>(all: &BTreeMap<PathBuf, T>, from: &Path, path: &str) -> Option<PathBuf> {
    if !path.starts_with('.') {
        return None;
    }
    let plain = tidy(&from.parent()?.join(path));
    let text = plain.to_str()?;
    [text.to_owned(), format!("{text}.ts"), format!("{text}.tsx"), format!("{text}/index.ts")]
        .into_iter()
        .map(PathBuf::from)
        .find(|candidate| all.contains_key(candidate))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imports(files: &[(&str, &str)]) -> Vec<String> {
        let top = tempfile::tempdir().expect("a folder");
        fs::create_dir(top.path().join("page")).expect("a folder");
        for (name, text) in files {
            fs::write(top.path().join("page").join(name), text).expect("a file");
        }
        let mut graph = Graph::default();
        read_pages(&mut graph, top.path(), &["page"]).expect("a page");
        let short = |file: &Path| file.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        graph.imports().map(|(from, to, name)| format!("{} → {} {name}", short(from), short(to))).collect()
    }

    #[test]
    fn every_kind_of_import_counts() {
        let files = [
            (
                "a.ts",
                "import { type B, c as d } from './b';\nimport type { E } from './e';\nimport './f';\nimport * as g from './g';",
            ),
            ("b.ts", ""),
            ("e.tsx", ""),
            ("f.ts", "const later = await import('./g');\ntype G = typeof import('./b');"),
            ("g.ts", "import { h } from 'preact';\nimport './page.css';"),
        ];
        assert_eq!(
            imports(&files),
            ["a.ts → b.ts B", "a.ts → e.tsx E", "a.ts → f.ts *", "a.ts → g.ts *", "f.ts → b.ts *", "f.ts → g.ts *"]
        );
    }

    #[test]
    fn an_import_over_many_lines_is_one() {
        let files =
            [("a.ts", "import {\n  b,\n  type C,\n} from './b';\nexport {\n  d,\n} from './c';"), ("b.ts", ""), ("c.ts", "")];
        assert_eq!(imports(&files), ["a.ts → b.ts b"]);
    }

    #[test]
    fn a_reexported_name_leads_to_the_file_that_has_it() {
        let files = [("a.ts", "import { c } from './b';"), ("b.ts", "export { c } from './c';"), ("c.ts", "export const c = 1;")];
        assert_eq!(imports(&files), ["a.ts → c.ts c"]);
    }

    #[test]
    fn words_and_comments_are_no_imports() {
        let files = [("a.ts", "// import('./b')\n/** See import('./b'). */\nexport const imported = './b';"), ("b.ts", "")];
        assert!(imports(&files).is_empty());
    }
}

//! Holds the arrows inside `web-client`: `shared ← customer | console | review`, never sideways, and within each of these the floors of its
//! folders.
//!
//! TypeScript's project references refuse a sideways import of a module. They don't look at style sheets, at HTML, at themselves, or at the
//! folders of a page.

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::{Component, Path};

/// A part of the pages with a project of its own.
struct Area {
    name: &'static str,
    /// Its rooms from the roof down, a floor a line. A file may name files of its own room and of lower floors, never one of a room beside it.
    /// A room is a folder, or a file beside them without its endings; `*` is every such file that has no room of its own.
    floors: &'static [&'static [&'static str]],
    /// Rooms that only one other room may name: what is loaded later is reached through the one that loads it.
    behind: &'static [(&'static str, &'static str)],
}

const SHARED: &str = "shared";
const AREAS: &[Area] = &[
    Area {
        name: "customer",
        floors: &[
            &["index"],
            &["main"],
            &["views"],
            &["load"],
            &["call"],
            &["ui"],
            &["join", "session"],
            &["abilities", "invitation", "sound", "text", "ticket", "boot"],
            &["i18n"],
            &["page"],
            &["style"],
        ],
        behind: &[("call", "load")],
    },
    Area {
        name: "console",
        floors: &[
            &["index"],
            &["main"],
            &["shell"],
            &["call", "stage", "steps", "desk", "auth"],
            &["ui"],
            &["model"],
            &["text"],
            &["i18n"],
            &["page"],
            &["style"],
        ],
        behind: &[],
    },
    Area {
        name: "review",
        floors: &[
            &["index"],
            &["main"],
            &["shell"],
            &["list", "session"],
            &["ui"],
            &["model"],
            &["text"],
            &["testing", "i18n"],
            &["page"],
            &["style"],
        ],
        behind: &[],
    },
    Area { name: SHARED, floors: &[&["staff"], &["ui", "ink"], &["i18n"], &["*"], &["wire"], &["style"]], behind: &[] },
];
/// Files that can name others.
const KINDS: &[&str] = &["ts", "tsx", "css", "html"];

/// Reads every source file of the pages.
pub(crate) fn check() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web-client");
    let mut faults = Vec::new();
    for area in AREAS {
        let project = fs::read_to_string(root.join(area.name).join("tsconfig.json"))
            .with_context(|| format!("tsconfig.json of {}", area.name))?;
        let project: serde_json::Value =
            serde_json::from_str(&project).with_context(|| format!("tsconfig.json of {}", area.name))?;
        let references: Vec<_> =
            project["references"].as_array().into_iter().flatten().filter_map(|reference| reference["path"].as_str()).collect();
        let expected: &[&str] = if area.name == SHARED { &[] } else { &["../shared"] };
        if references != expected {
            faults.push(format!("{}/tsconfig.json may reference {expected:?} alone", area.name));
        }
        let home = root.join(area.name);
        let read = check_folder(area, &home, &home, &mut faults)?;
        ensure!(read > 0, "there is no source file in web-client/{}", area.name);
    }
    if faults.is_empty() { Ok(()) } else { bail!("{}", faults.join("\n")) }
}

/// Returns how many files it read.
fn check_folder(area: &Area, home: &Path, folder: &Path, faults: &mut Vec<String>) -> Result<usize> {
    let mut read = 0;
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            read += check_folder(area, home, &path, faults)?;
        } else if path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known)) {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let file = path.strip_prefix(home)?.to_string_lossy().into_owned();
            read += 1;
            faults.extend(
                faults_of(area, &file, &text).into_iter().map(|fault| format!("web-client/{}/{file} {fault}", area.name)),
            );
        }
    }
    Ok(read)
}

/// Returns what is wrong with a file of `area`, whose path in it is `file`.
fn faults_of(area: &Area, file: &str, text: &str) -> Vec<String> {
    let mut faults: Vec<_> = sideways(text, area.name).map(|to| format!("names a file of {to}")).collect();
    let Some((from, floor)) = room_of(area, file) else {
        faults.push(format!("is in no room of {}: give it a floor in xtask/src/pages.rs", area.name));
        return faults;
    };
    for named in named_in(text) {
        let Some(target) = resolved(file, named) else { continue };
        let Some((to, lower)) = room_of(area, &target) else {
            faults.push(format!("names {target}, which is in no room"));
            continue;
        };
        if to != from && lower <= floor {
            faults.push(format!("names {target}: {to} is not below {from}"));
        }
        if let Some((_, only)) = area.behind.iter().find(|(room, only)| *room == to && *only != from && to != from) {
            faults.push(format!("names {target}, which only {only} may"));
        }
    }
    faults
}

/// Returns the areas that a text of `area` names by a relative or absolute path, but may not.
fn sideways(text: &str, area: &str) -> impl Iterator<Item = &'static str> {
    AREAS
        .iter()
        .map(|page| page.name)
        .filter(move |to| *to != area && *to != SHARED)
        .filter(move |to| ["../", "\"/", "'/"].iter().any(|before| text.contains(&format!("{before}{to}/"))))
}

/// Returns the quoted relative paths of a text.
fn named_in(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().filter(|(_, quote)| matches!(quote, '\'' | '"')).filter_map(|(at, quote)| {
        let rest = &text[at + 1..];
        let path = &rest[..rest.find(quote)?];
        (path.starts_with("./") || path.starts_with("../")).then_some(path)
    })
}

/// Returns where a relative path leads within the area; `None` where it leads out of it.
fn resolved(file: &str, named: &str) -> Option<String> {
    let mut parts: Vec<_> = file.split('/').collect();
    parts.pop();
    for part in Path::new(named).components() {
        match part {
            Component::ParentDir => drop(parts.pop()?),
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    Some(parts.join("/"))
}

/// Returns a file's room and its floor, counted from the roof.
fn room_of(area: &Area, file: &str) -> Option<(&'static str, usize)> {
    let (first, is_folder) = file.split_once('/').map_or((file, false), |(folder, _)| (folder, true));
    let room = first.split('.').next()?;
    let at = |name: &str| {
        area.floors.iter().enumerate().find_map(|(floor, rooms)| Some((*rooms.iter().find(|room| **room == name)?, floor)))
    };
    at(room).or_else(|| if is_folder { None } else { at("*") })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Area = Area {
        name: "console",
        floors: &[&["main"], &["desk", "call"], &["load"], &["later"], &["model"], &["text"], &["*"], &["i18n"]],
        behind: &[("later", "load")],
    };

    fn named(text: &str, area: &str) -> Vec<&'static str> {
        sideways(text, area).collect()
    }

    #[test]
    fn a_page_names_itself_and_what_is_shared() {
        assert!(named("import { a } from '../later/a'; import '../../shared/b'; import '../console/c';", "console").is_empty());
    }

    #[test]
    fn a_page_does_not_name_another_in_any_kind_of_file() {
        assert_eq!(named("import { a } from '../../customer/a';", "console"), ["customer"]);
        assert_eq!(named("@import '../review/page.css';", "console"), ["review"]);
        assert_eq!(named("<script type=\"module\" src=\"/customer/main.tsx\">", "review"), ["customer"]);
    }

    #[test]
    fn what_is_shared_names_no_page() {
        assert_eq!(named("import { a } from '../console/a';", SHARED), ["console"]);
    }

    #[test]
    fn a_file_names_its_own_room_and_lower_floors() {
        let text = "import { a } from './a';\nimport type { Deep } from './deep/b';\nimport '../model/rules';\nimport '../text';\nimport '../../shared/c';";
        assert!(faults_of(&PAGE, "desk/Row.tsx", text).is_empty());
        assert!(faults_of(&PAGE, "text.ts", "import.meta.glob('./i18n/*/index.ts')").is_empty());
    }

    #[test]
    fn a_file_does_not_name_a_room_above_it_or_beside_it_not_even_for_a_type() {
        assert_eq!(
            faults_of(&PAGE, "model/live.ts", "import type { Row } from '../desk/Row';"),
            ["names desk/Row: desk is not below model"]
        );
        assert_eq!(faults_of(&PAGE, "desk/Row.tsx", "vi.mock('../call/Top', …)"), ["names call/Top: call is not below desk"]);
        assert_eq!(faults_of(&PAGE, "i18n/en/index.ts", "import '../../helpers';"), ["names helpers: * is not below i18n"]);
    }

    #[test]
    fn what_is_loaded_later_is_named_by_its_loader_alone() {
        assert!(faults_of(&PAGE, "load.ts", "import('./later/later')").is_empty());
        assert_eq!(faults_of(&PAGE, "call/Top.tsx", "import('../later/later')"), ["names later/later, which only load may"]);
    }

    #[test]
    fn a_new_folder_needs_a_floor() {
        assert_eq!(faults_of(&PAGE, "queue/Row.tsx", ""), ["is in no room of console: give it a floor in xtask/src/pages.rs"]);
    }
}

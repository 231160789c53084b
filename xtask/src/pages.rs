//! Holds the arrows inside `web-client`: `shared ← customer | console | review`, never sideways.
//!
//! TypeScript's project references refuse a sideways import of a module. They don't look at style sheets, at HTML, or at themselves.

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::Path;

const PAGES: &[&str] = &["customer", "console", "review"];
const SHARED: &str = "shared";
/// Files that can name others.
const KINDS: &[&str] = &["ts", "tsx", "css", "html"];

/// Reads every source file of the pages.
pub(crate) fn check() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web-client");
    let mut faults = Vec::new();
    for area in PAGES.iter().chain([&SHARED]) {
        let project =
            fs::read_to_string(root.join(area).join("tsconfig.json")).with_context(|| format!("tsconfig.json of {area}"))?;
        let project: serde_json::Value = serde_json::from_str(&project).with_context(|| format!("tsconfig.json of {area}"))?;
        let references: Vec<_> =
            project["references"].as_array().into_iter().flatten().filter_map(|reference| reference["path"].as_str()).collect();
        let expected: &[&str] = if *area == SHARED { &[] } else { &["../shared"] };
        if references != expected {
            faults.push(format!("{area}/tsconfig.json may reference {expected:?} alone"));
        }
        let read = check_folder(&root.join(area), area, &mut faults)?;
        ensure!(read > 0, "there is no source file in web-client/{area}");
    }
    if faults.is_empty() { Ok(()) } else { bail!("{}", faults.join("\n")) }
}

/// Returns how many files it read.
fn check_folder(folder: &Path, area: &str, faults: &mut Vec<String>) -> Result<usize> {
    let mut read = 0;
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            read += check_folder(&path, area, faults)?;
        } else if path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known)) {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            read += 1;
            faults.extend(sideways(&text, area).map(|to| format!("{} names a file of {to}", path.display())));
        }
    }
    Ok(read)
}

/// Returns the areas that a text of `area` names by a relative or absolute path, but may not.
fn sideways(text: &str, area: &str) -> impl Iterator<Item = &'static str> {
    PAGES
        .iter()
        .copied()
        .filter(move |to| *to != area)
        .filter(move |to| ["../", "\"/", "'/"].iter().any(|before| text.contains(&format!("{before}{to}/"))))
}

#[cfg(test)]
mod tests {
    use super::*;

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
}

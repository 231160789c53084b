//! Holds how long a file may be: one that is read from top to bottom is read whole.

use crate::workspace;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// Nine files of ten have at most this many lines. More: many files hold two ideas. Fewer: ideas are cut into pieces.
const MOST_LINES: usize = 230;
/// No file has more.
const LINES: usize = 400;
/// What people write and read.
const KINDS: &[&str] = &["rs", "ts", "tsx", "css", "mjs", "mts"];
/// Folders that hold what tools made.
const MADE: &[&str] = &["target", "node_modules", "dist", "artifacts", ".git"];
/// Files that `cargo xtask types` and `goldens` write.
const GENERATED: &[&str] =
    &["web-client/shared/wire/wire.ts", "web-client/shared/wire/limits.ts", "web-client/shared/wire/goldens.ts"];
/// How many of the longest files are named.
const NAMED: usize = 10;

/// Counts the lines of every file, names the longest, and fails if too many are long.
#[expect(clippy::print_stdout, reason = "it tells the longest files also when all is well")]
pub(crate) fn check() -> Result<()> {
    let top = workspace::top();
    let mut files = Vec::new();
    count(&top, &top, &mut files)?;
    files.sort_by(|a, b| b.cmp(a));
    let most = ninety_percent(&files.iter().map(|(lines, _)| *lines).collect::<Vec<_>>());
    println!("{} files; nine of ten have at most {most} lines (limit {MOST_LINES}). The longest (limit {LINES}):", files.len());
    for (lines, file) in files
        .iter()
        .take_while(|(lines, _)| *lines > LINES)
        .chain(files.iter().skip_while(|(lines, _)| *lines > LINES).take(NAMED))
    {
        println!("{lines:6}  {file}");
    }
    let over = files.iter().filter(|(lines, _)| *lines > LINES).count();
    ensure!(over == 0, "{over} files have more than {LINES} lines; cut each by its ideas");
    ensure!(most <= MOST_LINES, "more than a tenth of all files have over {MOST_LINES} lines");
    Ok(())
}

/// Adds the files below a folder with their lines.
fn count(top: &Path, folder: &Path, files: &mut Vec<(usize, String)>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let short = path.strip_prefix(top).unwrap_or(&path).display().to_string();
        if path.is_dir() {
            if !MADE.contains(&name) {
                count(top, &path, files)?;
            }
        } else if path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known))
            && !GENERATED.contains(&short.as_str())
        {
            let text = fs::read_to_string(&path).with_context(|| short.clone())?;
            files.push((text.lines().count(), short));
        }
    }
    Ok(())
}

/// Returns the length that nine of ten keep to. The lengths come longest first.
fn ninety_percent(lengths: &[usize]) -> usize {
    lengths.get(lengths.len() / 10).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_of_ten_may_be_longer_than_the_others() {
        let lengths = [900, 100, 90, 80, 70, 60, 50, 40, 30, 20];
        assert_eq!(ninety_percent(&lengths), 100);
        assert_eq!(ninety_percent(&[]), 0);
    }

    #[test]
    fn what_tools_made_is_not_counted() {
        let top = workspace::top();
        let mut files = Vec::new();
        count(&top, &top.join("web-client/shared"), &mut files).expect("the pages are there");
        assert!(files.iter().any(|(_, file)| file == "web-client/shared/fold.ts"));
        assert!(files.iter().all(|(_, file)| !file.contains("node_modules") && !file.ends_with("wire/wire.ts")));
    }
}

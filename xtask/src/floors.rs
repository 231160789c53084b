//! Holds the floors inside the crates of ARCHITECTURE.md: a file imports from its own floor and those below, never from one above.

use crate::imports::{Graph, read_crate};
use crate::workspace;
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use std::path::Path;

/// The folder of a crate's sources, and its floors from the roof down. A floor names files and folders directly below that one.
type House = (&'static str, &'static [&'static [&'static str]]);

const ROOF: &[&str] = &["lib", "main"];

#[rustfmt::skip]
const HOUSES: &[House] = &[
    ("protocol/src", &[
        &["api"],
        &["log"],
        &["message"],
        &["command", "transient"],
        &["customer_view", "fold"],
        &["view"],
        &["event"],
        &["picture"],
        &["error", "ids", "limits", "scope", "sdp", "strict", "text", "time"],
    ]),
    ("session/src", &[
        &["machine"],
        &["decide"],
        &["deadline"],
        &["session"],
        &["decision", "input"],
        &["ahead"],
        &["gates", "memory"],
    ]),
    ("relay/src", &[
        &["relay", "session"],
        &["thread"],
        &["peer"],
        &["config", "sdp"],
        &["rtp", "net", "ice", "gates"],
        &["ids", "kind", "limits", "metrics", "stats"],
    ]),
    ("server/src", &[
        &["server", "announce"],
        &["routes"],
        &["api", "ws", "doctor"],
        &["http"],
        &["app"],
        &["driver"],
        &["desk", "media"],
        &["auth", "links", "logs", "summary", "tls"],
        &["store"],
        &["jpeg", "logging", "metrics", "patience", "restart", "sign_in_name"],
        &["config"],
        &["addresses", "clock", "files", "random"],
    ]),
];

/// Reads every crate that has floors.
pub(crate) fn check() -> Result<()> {
    let top = workspace::top();
    let mut faults = Vec::new();
    for (folder, floors) in HOUSES {
        let mut graph = Graph::default();
        read_crate(&mut graph, &top, &top.join(folder).join("lib.rs"))?;
        faults.extend(upward(&graph, folder, floors));
    }
    if faults.is_empty() { Ok(()) } else { bail!("{}", faults.join("\n")) }
}

/// Returns each import that goes up, each file that stands on no floor, and each room of the table that is not there any more.
fn upward(graph: &Graph, folder: &str, floors: &[&[&str]]) -> Vec<String> {
    let floor = |file: &Path| {
        let room = room(file, folder);
        if ROOF.contains(&room.as_str()) {
            Some(0)
        } else {
            floors.iter().position(|floor| floor.contains(&room.as_str())).map(|at| at + 1)
        }
    };
    let mut faults = Vec::new();
    for (from, to, name) in graph.imports() {
        if floor(to).zip(floor(from)).is_some_and(|(to, from)| to < from) {
            faults.push(format!("{} imports {name} from {}, which stands above it", from.display(), to.display()));
        }
    }
    for file in graph.files().filter(|file| floor(file).is_none()) {
        faults.push(format!("{} stands on no floor; give it one in xtask/src/floors.rs", file.display()));
    }
    let rooms: BTreeSet<String> = graph.files().map(|file| room(file, folder)).collect();
    for gone in floors.iter().copied().flatten().filter(|known| !rooms.contains(**known)) {
        faults.push(format!("{folder} has no {gone} any more; take it out of xtask/src/floors.rs"));
    }
    faults
}

/// Returns the file or folder directly below the crate's sources in which a file stands.
fn room(file: &Path, folder: &str) -> String {
    let below = file.strip_prefix(folder).unwrap_or(file);
    let first = below.components().next().map(|first| first.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
    first.trim_end_matches(".rs").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOORS: &[&[&str]] = &[&["upper"], &["lower", "beside"]];

    /// The faults of a house in which these imports stand beside one that is in order.
    fn faults(imports: &[(&str, &str)]) -> Vec<String> {
        let mut graph = Graph::default();
        for (from, to) in [("src/upper.rs", "src/lower/mod.rs"), ("src/lower/a.rs", "src/beside.rs")].iter().chain(imports) {
            graph.file(Path::new(from));
            graph.file(Path::new(to));
            graph.import(Path::new(from), Path::new(to), "name");
        }
        upward(&graph, "src", FLOORS)
    }

    #[test]
    fn a_file_imports_what_stands_below_or_beside_it() {
        assert!(faults(&[("src/lib.rs", "src/upper.rs"), ("src/beside.rs", "src/lower/mod.rs")]).is_empty());
    }

    #[test]
    fn an_import_that_goes_up_is_named() {
        assert_eq!(
            faults(&[("src/lower/a.rs", "src/upper.rs")]),
            ["src/lower/a.rs imports name from src/upper.rs, which stands above it"]
        );
        assert_eq!(faults(&[("src/upper.rs", "src/lib.rs")]).len(), 1);
    }

    #[test]
    fn a_file_without_a_floor_is_a_fault() {
        assert_eq!(
            faults(&[("src/new.rs", "src/beside.rs")]),
            ["src/new.rs stands on no floor; give it one in xtask/src/floors.rs"]
        );
    }

    #[test]
    fn a_room_that_is_gone_is_a_fault() {
        let mut graph = Graph::default();
        graph.file(Path::new("src/upper.rs"));
        graph.file(Path::new("src/lower.rs"));
        assert_eq!(upward(&graph, "src", FLOORS), ["src has no beside any more; take it out of xtask/src/floors.rs"]);
    }
}

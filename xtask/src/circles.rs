//! Holds that no file imports itself by way of others: within a crate, and within the pages. Whoever reads one file of a circle has to read
//! them all at once.

use crate::imports::{Graph, read_crate, read_pages};
use crate::workspace;
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use std::path::Path;

/// The folders of the pages, in one graph: they import what is shared.
const PAGES: &[&str] = &["customer", "console", "review", "shared"];

/// Reads every crate and every page, and names each circle with its files in order.
pub(crate) fn check() -> Result<()> {
    let top = workspace::top();
    let mut faults = BTreeSet::new();
    for root in workspace::crate_roots()? {
        let mut graph = Graph::default();
        read_crate(&mut graph, &top, &root)?;
        faults.extend(circles(&graph));
    }
    let mut pages = Graph::default();
    read_pages(&mut pages, &top.join("web-client"), PAGES)?;
    faults.extend(circles(&pages));
    if faults.is_empty() {
        return Ok(());
    }
    bail!("{} circles of files:\n{}", faults.len(), faults.into_iter().collect::<Vec<_>>().join("\n"));
}

/// Returns the shortest circle through each import that is part of one, each circle once.
fn circles(graph: &Graph) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    graph
        .imports()
        .filter_map(|(from, to, _)| {
            let way = graph.way(to, from)?;
            let members: BTreeSet<&Path> = way.iter().copied().collect();
            seen.insert(members).then(|| told(graph, &way))
        })
        .collect()
}

/// Says a circle as a sentence a line: which file imports which, and by what name.
fn told(graph: &Graph, way: &[&Path]) -> String {
    let first = way.iter().enumerate().min_by_key(|(_, file)| **file).map_or(0, |(at, _)| at);
    let ring: Vec<&Path> = way[first..].iter().chain(&way[..=first]).copied().collect();
    let steps = ring.windows(2).map(|pair| {
        let name = graph.imports().find(|(from, to, _)| (*from, *to) == (pair[0], pair[1])).map_or("", |(_, _, name)| name);
        format!("→ {} ({name})", pair[1].display())
    });
    format!("- {} {}", ring[0].display(), steps.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(imports: &[(&str, &str)]) -> Graph {
        let mut graph = Graph::default();
        for (from, to) in imports {
            graph.import(Path::new(from), Path::new(to), "name");
        }
        graph
    }

    #[test]
    fn a_tree_and_two_ways_to_one_file_are_no_circle() {
        assert!(circles(&graph(&[("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")])).is_empty());
    }

    #[test]
    fn a_circle_is_named_once_from_its_first_file_on() {
        let found: Vec<_> = circles(&graph(&[("b", "c"), ("c", "a"), ("a", "b"), ("c", "d")])).into_iter().collect();
        assert_eq!(found, ["- a → b (name) → c (name) → a (name)"]);
    }

    #[test]
    fn two_circles_through_one_file_are_both_named() {
        assert_eq!(circles(&graph(&[("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")])).len(), 2);
    }
}

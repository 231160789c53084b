//! Which sessions a list shows, as SQL.

use rusqlite::types::Value;

use super::super::SessionFilter;
use super::int;

/// The filter as SQL over `?1`…`?n` and their values.
pub(super) fn condition(filter: &SessionFilter) -> (String, Vec<Value>) {
    let mut parts = vec!["1".to_owned()];
    let mut values = Vec::new();
    let mut hold = |sql: &str, value: Value| {
        values.push(value);
        parts.push(sql.replace('?', &format!("?{}", values.len())));
    };
    if let Some(open) = filter.open {
        hold("(closed_at IS NULL) = ?", Value::Integer(i64::from(open)));
    }
    if let Some(from) = filter.from_at {
        hold("created_at >= ?", Value::Integer(int(from)));
    }
    if let Some(to) = filter.to_at {
        hold("created_at < ?", Value::Integer(int(to)));
    }
    if let Some(supervisor) = filter.supervisor {
        hold("supervisor = ?", Value::Blob(supervisor.uuid().into_bytes().to_vec()));
    }
    if let Some(disposition) = &filter.disposition {
        hold("disposition = ?", Value::Text(disposition.clone()));
    }
    let words = filter.text.as_deref().map(words).unwrap_or_default();
    for word in words {
        // Reference and topic are personal values of the log's first entry, so the one index covers them.
        hold(
            "id IN (SELECT session FROM personal_values WHERE id IN
                (SELECT rowid FROM personal_search WHERE personal_search MATCH ?))",
            Value::Text(phrase(word)),
        );
    }
    (parts.join(" AND "), values)
}

/// The words of a search. A dash between two of them, or whatever else the index has no word for, narrows nothing down unless it is all there is.
fn words(text: &str) -> Vec<&str> {
    let all: Vec<_> = text.split_whitespace().collect();
    let found: Vec<_> = all.iter().copied().filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    if found.is_empty() { all } else { found }
}

/// One word as an FTS5 string with a prefix star; quoted, so that nothing in it is an operator.
fn phrase(word: &str) -> String {
    format!("\"{}\"*", word.replace('"', "\"\""))
}

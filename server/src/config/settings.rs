//! Gathers raw values: defaults, then the file, then the environment, then flags; the later wins.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use url::Url;

use super::fault::Fault;
use super::keys::{self, KEYS, Key, Shape};

/// Where the values of one start come from.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The configuration file, if one was named.
    pub file: Option<PathBuf>,
    /// Environment variables; those that don't start with `CICERONE_` are ignored.
    pub env: Vec<(String, String)>,
    /// Values of flags by the key's dotted name.
    pub flags: BTreeMap<String, String>,
}

/// Where one value was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Built in.
    Default,
    /// The configuration file.
    File(PathBuf),
    /// An environment variable.
    Environment(&'static str),
    /// A flag of the command line.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::File(path) => write!(f, "{}", path.display()),
            Origin::Environment(name) => f.write_str(name),
            Origin::Flag(name) => write!(f, "--{name}"),
        }
    }
}

/// One value in its text form and where it was set.
#[derive(Clone)]
pub(super) struct Setting {
    /// The parts of a list, or one part; none when not set.
    pub(super) parts: Vec<String>,
    pub(super) origin: Origin,
}

impl Setting {
    fn new(key: &Key, text: &str, origin: Origin) -> Self {
        let split = match key.shape {
            Shape::List => text.split(',').collect(),
            Shape::Text | Shape::Number => vec![text],
        };
        let parts = split.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
        Self { parts, origin }
    }
}

/// The winning value of every key. Has no `Debug`: some values are secrets.
pub struct Settings {
    values: BTreeMap<&'static str, Setting>,
    /// Variables that look like ours but are no key.
    pub(super) unknown_env: Vec<String>,
    /// What is wrong with the file itself: keys that don't exist, values of the wrong type, or that it cannot be read.
    pub(super) faults: Vec<Fault>,
}

impl Settings {
    /// Gathers all layers. What is wrong with them is told by [`Config::from_settings`](super::Config::from_settings), together with what is
    /// wrong with the values.
    pub fn gather(sources: &Sources) -> Self {
        let mut values: BTreeMap<&'static str, Setting> =
            KEYS.iter().map(|key| (key.name, Setting::new(key, key.default, Origin::Default))).collect();
        let mut faults = Vec::new();

        if let Some(path) = &sources.file {
            match read_file(path) {
                Ok(table) => flatten(&table, "", path, &mut values, &mut faults),
                Err(problem) => faults.push(Fault::new("--config", problem)),
            }
        }

        let mut unknown_env = Vec::new();
        for (name, text) in &sources.env {
            if let Some(key) = KEYS.iter().find(|key| key.env == name) {
                values.insert(key.name, Setting::new(key, text, Origin::Environment(key.env)));
            } else if name.starts_with("CICERONE_") && name != "CICERONE_CONFIG" {
                unknown_env.push(name.clone());
            }
        }
        for (name, text) in &sources.flags {
            if let Some(key) = keys::find(name) {
                values.insert(key.name, Setting::new(key, text, Origin::Flag(key.flag)));
            }
        }

        Self { values, unknown_env, faults }
    }

    pub(super) fn get(&self, name: &str) -> &Setting {
        self.values.get(name).expect("every name that is read stands in the table of keys")
    }

    /// The whole configuration as TOML with the origin of each value, secrets left out.
    pub fn redacted(&self) -> String {
        let mut out = String::new();
        let mut section = "";
        for key in KEYS {
            let (table, name) = key.name.split_once('.').unwrap_or(("", key.name));
            if table != section {
                out.push_str(&format!("\n[{table}]\n"));
                section = table;
            }
            let setting = self.get(key.name);
            out.push_str(&format!("# {}\n", key.help));
            let shown = show(key, &setting.parts);
            out.push_str(&format!("{name} = {shown} # {}\n", setting.origin));
        }
        out
    }
}

fn show(key: &Key, parts: &[String]) -> String {
    let quoted = |part: &String| toml::Value::String(part.clone()).to_string();
    if key.secret && !parts.is_empty() {
        return "\"[redacted]\"".to_owned();
    }
    match (key.shape, parts.first()) {
        // It must not have them, but a fault is no reason to show them.
        _ if parts.iter().any(|part| Url::parse(part).is_ok_and(|url| url.password().is_some())) => "\"[redacted]\"".to_owned(),
        (Shape::List, _) => format!("[{}]", parts.iter().map(quoted).collect::<Vec<_>>().join(", ")),
        (Shape::Number, Some(part)) if part.parse::<u64>().is_ok() => part.clone(),
        (Shape::Text | Shape::Number, Some(part)) => quoted(part),
        (Shape::Text | Shape::Number, None) => "\"\"".to_owned(),
    }
}

fn read_file(path: &Path) -> Result<toml::Table, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    text.parse::<toml::Table>().map_err(|error| format!("{} is not valid TOML: {error}", path.display()))
}

/// Turns the file's tables into dotted names.
fn flatten(
    table: &toml::Table,
    prefix: &str,
    path: &Path,
    values: &mut BTreeMap<&'static str, Setting>,
    faults: &mut Vec<Fault>,
) {
    for (name, value) in table {
        let name = format!("{prefix}{name}");
        if let toml::Value::Table(inner) = value {
            flatten(inner, &format!("{name}."), path, values, faults);
            continue;
        }
        let Some(key) = keys::find(&name) else {
            faults.push(Fault::new(&name, unknown(&name)));
            continue;
        };
        match parts_of(key, value) {
            Ok(parts) => {
                let origin = Origin::File(path.to_owned());
                values.insert(key.name, Setting { parts, origin });
            }
            Err(problem) => faults.push(Fault::new(&name, problem)),
        }
    }
}

fn parts_of(key: &Key, value: &toml::Value) -> Result<Vec<String>, String> {
    let text = |value: &toml::Value| match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_)
        | toml::Value::Array(_)
        | toml::Value::Table(_) => None,
    };
    let expected = match key.shape {
        Shape::Text => "a string",
        Shape::Number => "a whole number",
        Shape::List => "a list of strings",
    };
    let wrong = || format!("must be {expected}, not {}", value.type_str());
    match (key.shape, value) {
        (Shape::List, toml::Value::Array(items)) => items.iter().map(|item| text(item).ok_or_else(wrong)).collect(),
        _ => {
            let text = text(value).ok_or_else(wrong)?;
            Ok(Setting::new(key, &text, Origin::Default).parts)
        }
    }
}

/// Names the key that was probably meant, when one is close.
fn unknown(name: &str) -> String {
    let leaf = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    let near = KEYS
        .iter()
        .find(|key| key.name.replace(['.', '_'], "") == name.replace(['.', '_', '-'], "") || leaf(key.name) == leaf(name));
    match near {
        Some(key) => format!("is no key of Cicerone; did you mean {}?", key.name),
        None => "is no key of Cicerone; `cicerone serve --print-config` lists them".to_owned(),
    }
}

//! Compares with the committed golden files, or writes them: `cargo xtask goldens` sets [`WRITE`].

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// When this variable is set, goldens are written instead of compared.
const WRITE: &str = "CICERONE_WRITE_GOLDENS";

/// Returns a path in the golden folder.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// Says whether this run writes the goldens.
fn writes() -> bool {
    std::env::var_os(WRITE).is_some()
}

/// Holds one file to be what the code makes.
pub(crate) fn hold_file(path: &Path, made: &[u8]) {
    if writes() {
        fs::create_dir_all(path.parent().expect("a golden has a folder")).unwrap();
        fs::write(path, made).unwrap();
        return;
    }
    let kept = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}; `cargo xtask goldens` writes it", path.display()));
    assert!(kept == made, "{} is not what the code makes; if that is meant, `cargo xtask goldens` writes it", path.display());
}

/// Holds a folder to have these files and no others.
pub(crate) fn hold_folder(folder: &Path, made: &BTreeMap<String, Vec<u8>>) {
    if writes() && folder.exists() {
        fs::remove_dir_all(folder).unwrap();
    }
    for (name, bytes) in made {
        hold_file(&folder.join(name), bytes);
    }
    let mut kept: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    kept.sort();
    assert_eq!(kept, made.keys().cloned().collect::<Vec<_>>(), "files in {}", folder.display());
}

/// Returns the names of an enum's variants as serde knows them: an unknown one is refused with the list of those that there are.
pub(crate) fn variants_of<T: DeserializeOwned>(tag: &str) -> Vec<String> {
    let unknown = serde_json::json!({ tag: "?", "data": {} });
    let Err(error) = serde_json::from_value::<T>(unknown) else { panic!("there is no variant of this name") };
    let said = error.to_string();
    let (_, list) = said.split_once(", expected ").unwrap_or_else(|| panic!("serde lists the variants: {said}"));
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Returns a value as it stands in a golden file: serde's field order, spread over lines.
pub(crate) fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap() + "\n"
}

//! Makes sure that the folder of web pages exists, so that the server compiles before they were ever built.

use std::{env, fs, path::Path};

fn main() {
    let here = env::var("CARGO_MANIFEST_DIR").expect("cargo says where the package is");
    let dist = Path::new(&here).join("../web-client/dist");
    fs::create_dir_all(&dist).expect("the folder web-client/dist can be made");
    // Cargo looks at every file below it: a new build of the pages is a new build of the server.
    println!("cargo::rerun-if-changed={}", dist.display());
}

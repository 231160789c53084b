//! A file system of a few megabytes for one test, so that "the disk is full" is said by the kernel. A limit on the database's pages
//! would also refuse what a real full disk takes: pages that the journal has grown to already.
//!
//! The test's process starts itself again in a mount namespace of its own. So the mount touches nothing outside, is gone with the
//! process however it ends, and needs no privilege where users may make namespaces.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Tells the process in the namespace where the file system is.
const FOLDER: &str = "SMALL_DISK";

/// Size of the file system: room for the database and a grown journal of a call, and filled in no time.
const SIZE: &str = "16m";

/// Is printed once the file system is there.
const MOUNTED: &str = "the small disk is mounted";

/// A small file system that can be filled.
pub(crate) struct SmallDisk {
    folder: PathBuf,
}

impl SmallDisk {
    /// Runs a test's body on a small disk. `test` is the test's full name, by which its process is started again.
    ///
    /// # Panics
    /// When no small file system can be made here, with what is missing; a test of a full disk is never skipped.
    pub(crate) fn run(test: &str, body: impl AsyncFnOnce(Self)) {
        if let Some(folder) = env::var_os(FOLDER) {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            return runtime.block_on(body(Self { folder: folder.into() }));
        }
        let mut refusals = String::new();
        // The first is for a superuser who may not make users' namespaces, as in some containers.
        for namespaces in [["--mount"].as_slice(), ["--map-root-user", "--mount"].as_slice()] {
            match run_inside(namespaces, test) {
                None => return,
                Some(refusal) => refusals += &refusal,
            }
        }
        panic!(
            "this test needs a file system of its own and could not make one:\n{refusals}\
             Run it as root, or allow users to make namespaces: the programs unshare and mount, \
             sysctl user.max_user_namespaces above 0, and kernel.apparmor_restrict_unprivileged_userns=0 where that exists."
        );
    }

    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }

    /// Takes all the room that there is.
    pub(crate) fn fill(&self) {
        let mut ballast = OpenOptions::new().create(true).append(true).open(self.ballast()).unwrap();
        for size in [1 << 16, 1 << 12, 1] {
            let bytes = vec![0; size];
            let full = loop {
                if let Err(error) = ballast.write_all(&bytes) {
                    break error;
                }
            };
            assert_eq!(full.kind(), ErrorKind::StorageFull, "{full}");
        }
    }

    /// Gives some room back, in bytes.
    pub(crate) fn free(&self, bytes: u64) {
        let ballast = File::options().write(true).open(self.ballast()).unwrap();
        let size = ballast.metadata().unwrap().len();
        ballast.set_len(size.saturating_sub(bytes)).unwrap();
    }

    /// Gives all room back.
    pub(crate) fn empty(&self) {
        fs::remove_file(self.ballast()).unwrap();
    }

    fn ballast(&self) -> PathBuf {
        self.folder.join("ballast")
    }
}

/// Runs a test again where it has a small disk, or says why it could have none. A test that fails there fails here.
fn run_inside(namespaces: &[&str], test: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let script = format!("mount -t tmpfs -o size={SIZE},mode=0700 small \"${FOLDER}\" && echo '{MOUNTED}' && exec \"$@\"");
    let mut unshare = Command::new("unshare");
    unshare.args(namespaces).args(["sh", "-c", &script, "sh"]).arg(env::current_exe().unwrap());
    unshare.args(["--exact", test, "--nocapture"]).env(FOLDER, OsString::from(folder.path()));
    let output = match unshare.output() {
        Ok(output) => output,
        Err(error) => return Some(format!("unshare: {error}\n")),
    };
    let (said, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !said.contains(MOUNTED) {
        return Some(format!("unshare {}: {complained}", namespaces.join(" ")));
    }
    assert!(output.status.success() && said.contains("1 passed"), "{test} on a small disk:\n{said}{complained}");
    None
}

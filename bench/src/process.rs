//! A server under test: pinned to core 1, its processor time and its memory read from the kernel.

use std::ffi::OsStr;
use std::fs::read_to_string;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, ensure};
use nix::time::clock_getcpuclockid;
use nix::unistd::Pid;
use tokio::process::{Child, Command};

/// A process on core 1. Dropped, it is killed.
pub(crate) struct Pinned {
    child: Child,
    pub(crate) pid: u32,
}

impl Pinned {
    /// Starts a program. Its standard output is captured; its complaints go to ours.
    pub(crate) fn start<S: AsRef<OsStr>>(program: impl AsRef<OsStr>, args: impl IntoIterator<Item = S>) -> anyhow::Result<Self> {
        let mut command = Command::new("taskset");
        command.args(["--cpu-list", "1"]).arg(program).args(args);
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true).spawn();
        let child = child.context("taskset, of util-linux, is needed")?;
        // taskset becomes the program, so this is the program's id.
        let pid = child.id().context("the process has an id")?;
        Ok(Self { child, pid })
    }

    /// Its standard output, once.
    pub(crate) fn stdout(&mut self) -> anyhow::Result<tokio::process::ChildStdout> {
        self.child.stdout.take().context("standard output was taken before")
    }

    /// Fails if it has ended.
    pub(crate) fn ensure_alive(&mut self) -> anyhow::Result<()> {
        let ended = self.child.try_wait()?;
        ensure!(ended.is_none(), "the server under test ended: {ended:?}");
        Ok(())
    }

    pub(crate) async fn kill(mut self) -> anyhow::Result<()> {
        Ok(self.child.kill().await?)
    }
}

/// Processor time of all threads of a process since it began, those that ended included, to the nanosecond (`/proc/PID/stat` has only
/// hundredths of seconds).
pub(crate) fn cpu_time(pid: u32) -> anyhow::Result<Duration> {
    let clock = clock_getcpuclockid(Pid::from_raw(i32::try_from(pid)?)).context("the process has a clock")?;
    Ok(Duration::from(clock.now()?))
}

/// Resident memory of a process in KiB.
pub(crate) fn resident_kib(pid: u32) -> anyhow::Result<f64> {
    let status = read_to_string(Path::new("/proc").join(pid.to_string()).join("status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("the process has memory")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

//! The machine, as far as a reader of the figures must know it.

use std::fs::read_to_string;
use std::thread::available_parallelism;

use anyhow::Context;

/// Date, processor, kernel, build and load in Markdown.
pub(crate) fn describe() -> anyhow::Result<String> {
    let processors = read_to_string("/proc/cpuinfo")?;
    let model = processors.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':')).map(|(_, name)| name.trim());
    let kernel = read_to_string("/proc/sys/kernel/osrelease")?;
    Ok(format!(
        "- Date: {}\n- Machine: {} cores, {}, Linux {}\n- Build: {}\n- {}\n",
        jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M UTC"),
        available_parallelism()?,
        model.unwrap_or("unknown processor"),
        kernel.trim(),
        if cfg!(debug_assertions) {
            "development profile (its own code at opt-level 1, with assertions)"
        } else {
            "release profile"
        },
        busyness()?,
    ))
}

/// What else kept the machine busy: figures of a busy machine are worse than they are.
pub(crate) fn busyness() -> anyhow::Result<String> {
    let load = read_to_string("/proc/loadavg")?;
    let minute = load.split(' ').next().context("/proc/loadavg has fields")?;
    Ok(format!("Load average of the last minute: {minute}"))
}

//! Writes `wire.ts` and `limits.ts` in `web-client/shared/wire` from the Rust types and limits, or checks that they are what these make.

use crate::mode::Mode;
use anyhow::{Context, Result, ensure};
use cicerone_protocol as protocol;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use ts_rs::{Config, TS};

/// Writes both files, or compares them.
pub(crate) fn run(mode: Mode) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let committed = root.join("web-client/shared/wire");
    for (name, made) in [("wire.ts", types(&root.join("target/xtask-types"))?), ("limits.ts", limits())] {
        let file = committed.join(name);
        match mode {
            Mode::Write => fs::write(&file, made).with_context(|| format!("write {name}"))?,
            Mode::Check => {
                let kept = fs::read_to_string(&file).with_context(|| format!("read {name}"))?;
                ensure!(kept == made, "web-client/shared/wire/{name} is not what the code makes; `cargo xtask types` writes it");
            }
        }
    }
    Ok(())
}

/// Exports every type that a page names, and through them all that those hold, by way of a scratch folder.
fn types(scratch: &Path) -> Result<String> {
    if scratch.exists() {
        fs::remove_dir_all(scratch).context("clear the scratch folder")?;
    }
    // Wire integers stay below 2^53, which a JavaScript number keeps exactly.
    let config = Config::new().with_large_int("number").with_out_dir(scratch);
    macro_rules! export {
        ($($type:ty),+ $(,)?) => { $(<$type>::export_all(&config).context(stringify!($type))?;)+ };
    }
    export!(
        protocol::command::Hello,
        protocol::command::FromCustomer,
        protocol::command::FromSupervisor,
        protocol::command::NewSession,
        protocol::command::Join,
        protocol::message::ServerMessage,
        protocol::api::Problem,
        protocol::api::StaffRole,
        protocol::api::SignedIn,
        protocol::api::AccountCreated,
        protocol::api::OneTimeLink,
        protocol::api::SupervisorName,
        protocol::api::SessionCreated,
        protocol::api::InvitationChecked,
        protocol::api::Joined,
        protocol::api::FromDesk,
        protocol::api::ToDesk,
        protocol::api::StillPosted,
        protocol::api::ReviewList,
        protocol::api::ReviewSession,
    );
    fs::read_to_string(scratch.join("wire.ts")).context("read what was exported")
}

/// The limits that pages keep to, so that none of them copies a number by hand.
fn limits() -> String {
    let mut out = String::from(
        "// Written by `cargo xtask types` from protocol/src/limits.rs, which gives each its unit and reason. Do not edit.\n\n",
    );
    macro_rules! export {
        ($($name:ident),+ $(,)?) => {
            $(writeln!(out, "export const {} = {};", stringify!($name), protocol::limits::$name).expect("a string takes all");)+
        };
    }
    export!(
        NAME_CHARS,
        TOPIC_CHARS,
        STEP_CHARS,
        HINT_CHARS,
        LABEL_CHARS,
        CHAT_CHARS,
        NOTE_CHARS,
        STROKE_POINTS,
        MARKS_STANDING,
        STILL_BYTES,
        STILL_SIDE_PX,
        SCENE_STILL_EVERY_MS,
        SNAPSHOT_MS,
        WRAP_UP_MS,
        CODE_DIGITS,
        VIEW_ITEMS,
    );
    out
}

//! Writes `web-client/shared/wire/wire.ts` from the Rust types. CI writes it again and fails on a difference.

use anyhow::{Context, Result};
use cicerone_protocol as protocol;
use std::path::Path;
use ts_rs::{Config, TS};

/// Exports every type that a page names, and through them all that those hold.
pub(crate) fn write() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web-client/shared/wire");
    let file = folder.join("wire.ts");
    if file.exists() {
        std::fs::remove_file(&file).context("remove the old wire.ts")?;
    }
    // Wire integers stay below 2^53, which a JavaScript number keeps exactly.
    let config = Config::new().with_large_int("number").with_out_dir(&folder);
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
        protocol::api::SessionCreated,
        protocol::api::InvitationChecked,
        protocol::api::Joined,
        protocol::api::FromDesk,
        protocol::api::ToDesk,
        protocol::api::StillPosted,
        protocol::api::ReviewList,
        protocol::api::ReviewSession,
    );
    Ok(())
}

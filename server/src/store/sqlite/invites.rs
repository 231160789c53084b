//! Invites.

use cicerone_protocol::{SessionId, limits};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::super::{InviteKey, InviteTry, NewInvite, StoreError};
use super::error::Outcome;
use super::{Sqlite, id, int, number};

impl Sqlite {
    pub(crate) async fn put_invite(&self, new: NewInvite, now_ms: u64) -> Result<(), StoreError> {
        let write = self.write(move |db| {
            db.execute(
                "UPDATE invites SET ended = 1 WHERE used_at IS NULL AND ended = 0 AND (session = ?1 OR expires_at <= ?2)",
                params![new.session.uuid().as_bytes(), int(now_ms)],
            )?;
            db.execute(
                "INSERT INTO invites (token_hash, session, code_group, code_hash, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![new.token_hash, new.session.uuid().as_bytes(), new.code_group, new.code_hash, int(new.expires_at)],
            )?;
            Ok(())
        });
        write.await
    }

    pub(crate) async fn find_invite(&self, token_hash: [u8; 32], now_ms: u64) -> Result<InviteTry, StoreError> {
        let read = self.read(move |db| {
            let mut select = db.prepare_cached("SELECT * FROM invites WHERE token_hash = ?1")?;
            let found = select.query_row([token_hash], |row| judge(row, now_ms)).optional()?;
            Ok(found.unwrap_or(InviteTry::Unknown))
        });
        read.await
    }

    pub(crate) async fn try_code(&self, group: u16, code_hash: [u8; 32], now_ms: u64) -> Result<InviteTry, StoreError> {
        self.write(move |db| try_code(db, group, code_hash, now_ms)).await
    }

    pub(crate) async fn use_invite(&self, invite: InviteKey, now_ms: u64) -> Result<bool, StoreError> {
        let write = self.write(move |db| {
            let used = db.execute(
                "UPDATE invites SET used_at = ?2 WHERE token_hash = ?1 AND used_at IS NULL AND ended = 0 AND expires_at > ?2",
                params![invite.0, int(now_ms)],
            )?;
            Ok(used == 1)
        });
        write.await
    }
}

fn try_code(db: &Connection, group: u16, code_hash: [u8; 32], now_ms: u64) -> Outcome<InviteTry> {
    // The same code may have been given out before: the newest one counts.
    let mut select = db.prepare_cached("SELECT * FROM invites WHERE code_hash = ?1 ORDER BY expires_at DESC LIMIT 1")?;
    if let Some(found) = select.query_row([code_hash], |row| judge(row, now_ms)).optional()? {
        return Ok(found);
    }
    db.execute(
        "UPDATE invites SET tries = tries + 1, ended = (tries + 1 >= ?2)
         WHERE code_group = ?1 AND used_at IS NULL AND ended = 0 AND expires_at > ?3",
        params![group, limits::CODE_TRIES, int(now_ms)],
    )?;
    Ok(InviteTry::Unknown)
}

fn judge(row: &Row<'_>, now_ms: u64) -> rusqlite::Result<InviteTry> {
    let session = SessionId::new(id(row, "session")?);
    if row.get::<_, Option<i64>>("used_at")?.is_some() {
        return Ok(InviteTry::Used { session });
    }
    if row.get::<_, bool>("ended")? || number(row, "expires_at")? <= now_ms {
        return Ok(InviteTry::Expired);
    }
    Ok(InviteTry::Good { session, invite: InviteKey(row.get("token_hash")?) })
}

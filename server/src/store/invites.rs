//! Invites: found by their link's token or their spoken code, used once, ended by wrong tries.

use cicerone_protocol::{SessionId, limits};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Store, StoreError, id, int, number};

/// An invite to store. Only hashes are kept.
#[derive(Clone)]
pub struct NewInvite {
    /// The session that it opens.
    pub session: SessionId,
    /// SHA-256 of the link's token.
    pub token_hash: [u8; 32],
    /// The code's first four digits, which wrong tries are counted against.
    pub code_group: u16,
    /// HMAC of the whole code.
    pub code_hash: [u8; 32],
    /// Until when it is good, ms since 1970.
    pub expires_ms: u64,
}

/// Names one stored invite.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct InviteKey([u8; 32]);

/// What became of a try to find an invite.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum InviteTry {
    /// It is good; it is used up only by [`Store::use_invite`].
    Good {
        /// The session that it opens.
        session: SessionId,
        /// The invite, to use it.
        invite: InviteKey,
    },
    /// There is none like it.
    Unknown,
    /// It was used.
    Used {
        /// The session that it opened.
        session: SessionId,
    },
    /// It is too old, was replaced, or was tried wrongly too often.
    Expired,
}

impl Store {
    /// Stores an invite and ends the session's earlier ones.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when a live invite has the same code: make another.
    pub async fn put_invite(&self, new: NewInvite, now_ms: u64) -> Result<(), StoreError> {
        let write = self.writer.write(move |db| {
            db.execute(
                "UPDATE invites SET ended = 1 WHERE used IS NULL AND ended = 0 AND (session = ?1 OR expires <= ?2)",
                params![new.session.uuid().as_bytes(), int(now_ms)],
            )?;
            db.execute(
                "INSERT INTO invites (token_hash, session, code_group, code_hash, expires) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![new.token_hash, new.session.uuid().as_bytes(), new.code_group, new.code_hash, int(new.expires_ms)],
            )?;
            Ok(())
        });
        write.await
    }

    /// Finds an invite by its link's token, without using it.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn find_invite(&self, token_hash: [u8; 32], now_ms: u64) -> Result<InviteTry, StoreError> {
        let read = self.readers.read(move |db| {
            let mut select = db.prepare_cached("SELECT * FROM invites WHERE token_hash = ?1")?;
            let found = select.query_row([token_hash], |row| judge(row, now_ms)).optional()?;
            Ok(found.unwrap_or(InviteTry::Unknown))
        });
        read.await
    }

    /// Tries a spoken code, without using the invite. A wrong one counts against every live code that begins with the same
    /// four digits, and ends it after [`limits::CODE_TRIES`].
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take the count: a try that cannot be counted is not made.
    pub async fn try_code(&self, group: u16, code_hash: [u8; 32], now_ms: u64) -> Result<InviteTry, StoreError> {
        self.writer.write(move |db| try_code(db, group, code_hash, now_ms)).await
    }

    /// Uses an invite up. False when somebody was faster, or it expired meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn use_invite(&self, invite: InviteKey, now_ms: u64) -> Result<bool, StoreError> {
        let write = self.writer.write(move |db| {
            let used = db.execute(
                "UPDATE invites SET used = ?2 WHERE token_hash = ?1 AND used IS NULL AND ended = 0 AND expires > ?2",
                params![invite.0, int(now_ms)],
            )?;
            Ok(used == 1)
        });
        write.await
    }
}

fn try_code(db: &Connection, group: u16, code_hash: [u8; 32], now_ms: u64) -> Result<InviteTry, StoreError> {
    // The same code may have been given out before: the newest one counts.
    let mut select = db.prepare_cached("SELECT * FROM invites WHERE code_hash = ?1 ORDER BY expires DESC LIMIT 1")?;
    if let Some(found) = select.query_row([code_hash], |row| judge(row, now_ms)).optional()? {
        return Ok(found);
    }
    db.execute(
        "UPDATE invites SET tries = tries + 1, ended = (tries + 1 >= ?2)
         WHERE code_group = ?1 AND used IS NULL AND ended = 0 AND expires > ?3",
        params![group, limits::CODE_TRIES, int(now_ms)],
    )?;
    Ok(InviteTry::Unknown)
}

fn judge(row: &Row<'_>, now_ms: u64) -> rusqlite::Result<InviteTry> {
    let session = SessionId::new(id(row, "session")?);
    if row.get::<_, Option<i64>>("used")?.is_some() {
        return Ok(InviteTry::Used { session });
    }
    if row.get::<_, bool>("ended")? || number(row, "expires")? <= now_ms {
        return Ok(InviteTry::Expired);
    }
    Ok(InviteTry::Good { session, invite: InviteKey(row.get("token_hash")?) })
}

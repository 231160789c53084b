//! Sign-ins of staff: refresh tokens, each exchanged for the next, and one-time links.

use cicerone_protocol::ParticipantId;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::super::{Refreshed, StoreError, User};
use super::error::Outcome;
use super::users::{user, user_by_id};
use super::{Sqlite, id, int, number};

/// How long a refresh token may be exchanged again after its first time, in milliseconds: two tabs of one browser that wake up together show
/// the same one, and either may be the one whose answer the browser keeps.
const LEEWAY_MS: u64 = 30_000;

impl Sqlite {
    pub(crate) async fn signed_in(&self, sign_in: Uuid, now_ms: u64) -> Result<Option<User>, StoreError> {
        let read = self.read(move |db| {
            let mut select = db.prepare_cached(
                "SELECT users.* FROM sign_ins JOIN users ON users.id = sign_ins.user
                 WHERE sign_ins.id = ?1 AND ended_at IS NULL AND expires_at > ?2 AND disabled_at IS NULL",
            )?;
            Ok(select.query_row(params![sign_in.as_bytes(), int(now_ms)], user).optional()?)
        });
        read.await
    }

    pub(crate) async fn start_sign_in(
        &self,
        sign_in: Uuid,
        user: ParticipantId,
        token_hash: [u8; 32],
        expires_at: u64,
        now_ms: u64,
    ) -> Result<(), StoreError> {
        let write = self.write(move |db| {
            db.execute("DELETE FROM sign_ins WHERE expires_at <= ?1", [int(now_ms)])?;
            db.execute(
                "INSERT INTO sign_ins (id, user, expires_at) VALUES (?1, ?2, ?3)",
                params![sign_in.as_bytes(), user.uuid().as_bytes(), int(expires_at)],
            )?;
            insert_token(db, &token_hash, sign_in, None)
        });
        write.await
    }

    pub(crate) async fn refresh(&self, old: [u8; 32], new: [u8; 32], now_ms: u64) -> Result<Refreshed, StoreError> {
        self.write(move |db| refresh(db, &old, &new, now_ms)).await
    }

    pub(crate) async fn end_sign_in(&self, token_hash: [u8; 32], now_ms: u64) -> Result<(), StoreError> {
        let write = self.write(move |db| {
            db.execute(
                "UPDATE sign_ins SET ended_at = ?2 WHERE ended_at IS NULL AND id = (SELECT sign_in FROM refresh_tokens WHERE hash = ?1)",
                params![token_hash, int(now_ms)],
            )?;
            Ok(())
        });
        write.await
    }

    pub(crate) async fn put_sign_in_link(
        &self,
        user: ParticipantId,
        token_hash: [u8; 32],
        expires_at: u64,
    ) -> Result<(), StoreError> {
        let write = self.write(move |db| {
            match user_by_id(db, user)? {
                Some(user) if !user.disabled => {}
                _ => return Err(StoreError::NotFound.into()),
            }
            db.execute("DELETE FROM sign_in_links WHERE user = ?1", [user.uuid().as_bytes()])?;
            db.execute(
                "INSERT INTO sign_in_links (hash, user, expires_at) VALUES (?1, ?2, ?3)",
                params![token_hash, user.uuid().as_bytes(), int(expires_at)],
            )?;
            Ok(())
        });
        write.await
    }

    pub(crate) async fn use_sign_in_link(
        &self,
        token_hash: [u8; 32],
        password: String,
        now_ms: u64,
    ) -> Result<Option<User>, StoreError> {
        self.write(move |db| use_sign_in_link(db, &token_hash, &password, now_ms)).await
    }
}

fn refresh(db: &Connection, old: &[u8; 32], new: &[u8; 32], now_ms: u64) -> Outcome<Refreshed> {
    let found = db
        .prepare_cached(
            "SELECT sign_in, withdrawn, expires_at, ended_at, user, exchanged_at <= ?2 AS exchanged_long_ago,
                EXISTS (SELECT 1 FROM refresh_tokens AS next WHERE next.parent = token.hash
                    AND (next.exchanged_at IS NOT NULL OR next.withdrawn)) AS next_is_spent
             FROM refresh_tokens AS token JOIN sign_ins ON sign_ins.id = sign_in WHERE token.hash = ?1",
        )?
        .query_row(params![old, int(now_ms) - int(LEEWAY_MS)], |row| {
            let stands = row.get::<_, Option<i64>>("ended_at")?.is_none() && number(row, "expires_at")? > now_ms;
            let late = row.get::<_, Option<bool>>("exchanged_long_ago")?.unwrap_or(false);
            let reused = row.get::<_, bool>("withdrawn")? || (late && row.get::<_, bool>("next_is_spent")?);
            Ok((id(row, "sign_in")?, id(row, "user")?, number(row, "expires_at")?, stands, reused, late))
        })
        .optional()?;
    let Some((sign_in, user, expires_at, true, reused, late)) = found else {
        return Ok(Refreshed::Refused);
    };
    if reused {
        db.execute("UPDATE sign_ins SET ended_at = ?2 WHERE id = ?1", params![sign_in.as_bytes(), int(now_ms)])?;
        return Ok(Refreshed::Reused);
    }
    let user = match user_by_id(db, ParticipantId::new(user))? {
        Some(user) if !user.disabled => user,
        _ => return Ok(Refreshed::Refused),
    };
    if late {
        db.execute("UPDATE refresh_tokens SET withdrawn = 1 WHERE parent = ?1", [old])?;
    }
    insert_token(db, new, sign_in, Some(old))?;
    db.execute("UPDATE refresh_tokens SET exchanged_at = coalesce(exchanged_at, ?2) WHERE hash = ?1", params![old, int(now_ms)])?;
    Ok(Refreshed::Exchanged { sign_in, user, expires_at })
}

fn use_sign_in_link(db: &Connection, token_hash: &[u8; 32], password: &str, now_ms: u64) -> Outcome<Option<User>> {
    let spent = "DELETE FROM sign_in_links WHERE hash = ?1 AND expires_at > ?2 RETURNING user";
    let user = db.query_row(spent, params![token_hash, int(now_ms)], |row| id(row, "user")).optional()?;
    let Some(key) = user else { return Ok(None) };
    db.execute("UPDATE users SET password = ?2 WHERE id = ?1", params![key.as_bytes(), password])?;
    db.execute("UPDATE sign_ins SET ended_at = ?2 WHERE user = ?1 AND ended_at IS NULL", params![key.as_bytes(), int(now_ms)])?;
    user_by_id(db, ParticipantId::new(key))
}

fn insert_token(db: &Connection, hash: &[u8; 32], sign_in: Uuid, parent: Option<&[u8; 32]>) -> Outcome<()> {
    db.execute(
        "INSERT INTO refresh_tokens (hash, sign_in, parent) VALUES (?1, ?2, ?3)",
        params![hash, sign_in.as_bytes(), parent],
    )?;
    Ok(())
}

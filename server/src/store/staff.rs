//! Accounts of staff, their sign-ins, one-time links, and the installation's keys.

use std::path::Path;

use cicerone_protocol::ParticipantId;
use cicerone_protocol::api::StaffRole;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::connection::open_reader;
use super::{Store, StoreError, id, int, number};
use crate::auth::SignInName;

/// How long a refresh token may be exchanged again after its first time, in milliseconds: two tabs of one browser that wake up together show
/// the same one, and either may be the one whose answer the browser keeps.
const LEEWAY_MS: u64 = 30_000;

/// The signing key that is in use.
const NEWEST_KEY: &str = "SELECT kid, pkcs8 FROM signing_keys ORDER BY created DESC LIMIT 1";

/// An account to create.
#[derive(Clone)]
pub struct NewUser {
    /// Its id, the same in every session.
    pub id: ParticipantId,
    /// What they sign in with.
    pub name: SignInName,
    /// What others see.
    pub display_name: String,
    /// What they may do.
    pub role: StaffRole,
    /// Language of their pages, BCP 47.
    pub language: String,
    /// Argon2id hash as a PHC string; none until they set a password.
    pub password: Option<String>,
}

/// An account.
#[derive(Clone)]
pub struct User {
    /// Its id, the same in every session.
    pub id: ParticipantId,
    /// What they sign in with.
    pub name: String,
    /// What others see.
    pub display_name: String,
    /// What they may do.
    pub role: StaffRole,
    /// Language of their pages, BCP 47.
    pub language: String,
    /// Argon2id hash as a PHC string; none until they set a password.
    pub password: Option<String>,
    /// When it was created, ms since 1970.
    pub created_ms: u64,
    /// The account cannot be used.
    pub disabled: bool,
}

/// What becomes of an account; `None` leaves a column as it is.
#[derive(Clone, Default)]
pub struct UserChange {
    /// What others see.
    pub display_name: Option<String>,
    /// What they may do.
    pub role: Option<StaffRole>,
    /// Language of their pages.
    pub language: Option<String>,
    /// Shut (`true`) or open again; shutting ends every sign-in.
    pub disabled: Option<bool>,
}

/// What became of a refresh token.
pub enum Refreshed {
    /// Exchanged for the new one.
    Exchanged {
        /// The sign-in that goes on.
        sign_in: Uuid,
        /// Whose.
        user: User,
        /// When the sign-in ends for good, ms since 1970.
        expires_ms: u64,
    },
    /// Unknown, too old, ended, or of a shut account.
    Refused,
    /// Somebody used it before: one of the two is a thief, so the whole sign-in was ended.
    Reused,
}

impl Store {
    /// Creates an account.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the name is taken.
    pub async fn create_user(&self, new: NewUser, now_ms: u64) -> Result<(), StoreError> {
        let write = self.writer.write(move |db| {
            db.execute(
                "INSERT INTO users (id, name, display_name, role, language, password, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    new.id.uuid().as_bytes(),
                    new.name.as_str(),
                    new.display_name,
                    role_name(new.role),
                    new.language,
                    new.password,
                    int(now_ms)
                ],
            )?;
            Ok(())
        });
        write.await
    }

    /// All accounts, by name.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn users(&self) -> Result<Vec<User>, StoreError> {
        let read = self.readers.read(|db| {
            let mut select = db.prepare_cached("SELECT * FROM users ORDER BY name")?;
            let rows = select.query_map([], user)?;
            Ok(rows.collect::<Result<_, _>>()?)
        });
        read.await
    }

    /// The account of an id.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn user(&self, id: ParticipantId) -> Result<Option<User>, StoreError> {
        self.readers.read(move |db| user_by_id(db, id)).await
    }

    /// The account of a sign-in name.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn user_by_name(&self, name: SignInName) -> Result<Option<User>, StoreError> {
        let read = self.readers.read(move |db| {
            let mut select = db.prepare_cached("SELECT * FROM users WHERE name = ?1")?;
            Ok(select.query_row([name.as_str()], user).optional()?)
        });
        read.await
    }

    /// The account of a sign-in that still stands: not ended, not expired, account open.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn signed_in(&self, sign_in: Uuid, now_ms: u64) -> Result<Option<User>, StoreError> {
        let read = self.readers.read(move |db| {
            let mut select = db.prepare_cached(
                "SELECT users.* FROM sign_ins JOIN users ON users.id = sign_ins.user
                 WHERE sign_ins.id = ?1 AND ended IS NULL AND expires > ?2 AND disabled IS NULL",
            )?;
            Ok(select.query_row(params![sign_in.as_bytes(), int(now_ms)], user).optional()?)
        });
        read.await
    }

    /// Changes an account and gives it back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an unknown account; [`StoreError::Conflict`] when no open administrator would be left.
    pub async fn change_user(&self, id: ParticipantId, change: UserChange, now_ms: u64) -> Result<User, StoreError> {
        self.writer.write(move |db| change_user(db, id, &change, now_ms)).await
    }

    /// Starts a sign-in with its first refresh token, and forgets sign-ins that are long over.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn start_sign_in(
        &self,
        sign_in: Uuid,
        user: ParticipantId,
        token_hash: [u8; 32],
        expires_ms: u64,
        now_ms: u64,
    ) -> Result<(), StoreError> {
        let write = self.writer.write(move |db| {
            db.execute("DELETE FROM sign_ins WHERE expires <= ?1", [int(now_ms)])?;
            db.execute(
                "INSERT INTO sign_ins (id, user, expires) VALUES (?1, ?2, ?3)",
                params![sign_in.as_bytes(), user.uuid().as_bytes(), int(expires_ms)],
            )?;
            insert_token(db, &token_hash, sign_in, None)
        });
        write.await
    }

    /// Exchanges a refresh token for the next one.
    ///
    /// A token that was already exchanged may be exchanged again by a tab that woke up at the same time, within 30 s; later only
    /// while nothing that it was exchanged for was ever used: the answer was lost on the way, and what was lost is withdrawn. Anything
    /// else is reuse and ends the sign-in.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn refresh(&self, old: [u8; 32], new: [u8; 32], now_ms: u64) -> Result<Refreshed, StoreError> {
        self.writer.write(move |db| refresh(db, &old, &new, now_ms)).await
    }

    /// Ends the sign-in of a refresh token, if there is one.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn end_sign_in(&self, token_hash: [u8; 32], now_ms: u64) -> Result<(), StoreError> {
        let write = self.writer.write(move |db| {
            db.execute(
                "UPDATE sign_ins SET ended = ?2 WHERE ended IS NULL AND id = (SELECT sign_in FROM refresh_tokens WHERE hash = ?1)",
                params![token_hash, int(now_ms)],
            )?;
            Ok(())
        });
        write.await
    }

    /// Stores a one-time link of an account; earlier ones of the account end.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an unknown or shut account.
    pub async fn put_sign_in_link(&self, user: ParticipantId, token_hash: [u8; 32], expires_ms: u64) -> Result<(), StoreError> {
        let write = self.writer.write(move |db| {
            match user_by_id(db, user)? {
                Some(user) if !user.disabled => {}
                _ => return Err(StoreError::NotFound),
            }
            db.execute("DELETE FROM sign_in_links WHERE user = ?1", [user.uuid().as_bytes()])?;
            db.execute(
                "INSERT INTO sign_in_links (hash, user, expires) VALUES (?1, ?2, ?3)",
                params![token_hash, user.uuid().as_bytes(), int(expires_ms)],
            )?;
            Ok(())
        });
        write.await
    }

    /// Uses a one-time link: sets the account's password and ends its other sign-ins. `None` when the link is spent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn use_sign_in_link(
        &self,
        token_hash: [u8; 32],
        password: String,
        now_ms: u64,
    ) -> Result<Option<User>, StoreError> {
        self.writer.write(move |db| use_sign_in_link(db, &token_hash, &password, now_ms)).await
    }

    /// The newest signing key, or the given one if there is none yet.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn signing_key(&self, fresh: (String, Vec<u8>), now_ms: u64) -> Result<(String, Vec<u8>), StoreError> {
        let write = self.writer.write(move |db| {
            db.execute(
                "INSERT INTO signing_keys (kid, pkcs8, created) SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM signing_keys)",
                params![fresh.0, fresh.1, int(now_ms)],
            )?;
            Ok(db.query_row(NEWEST_KEY, [], |row| Ok((row.get("kid")?, row.get("pkcs8")?)))?)
        });
        write.await
    }

    /// Reads the newest signing key beside a running server: creates nothing, writes nothing, migrates nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none yet; [`StoreError::Unavailable`] when the folder holds no database that this
    /// user may read.
    pub fn peek_signing_key(data_dir: &Path) -> Result<(String, Vec<u8>), StoreError> {
        let db = open_reader(&data_dir.join("cicerone.db"))?;
        Ok(db.query_row(NEWEST_KEY, [], |row| Ok((row.get("kid")?, row.get("pkcs8")?)))?)
    }

    /// The installation's secret of a name, or the given one if there is none yet.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn secret(&self, name: &'static str, fresh: [u8; 32]) -> Result<[u8; 32], StoreError> {
        let write = self.writer.write(move |db| {
            db.execute("INSERT INTO secrets (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING", params![name, fresh])?;
            Ok(db.query_row("SELECT value FROM secrets WHERE name = ?1", [name], |row| row.get("value"))?)
        });
        write.await
    }
}

fn change_user(db: &Connection, id: ParticipantId, change: &UserChange, now_ms: u64) -> Result<User, StoreError> {
    let key = id.uuid();
    db.execute(
        "UPDATE users SET display_name = coalesce(?2, display_name), role = coalesce(?3, role),
            language = coalesce(?4, language),
            disabled = CASE ?5 WHEN 1 THEN coalesce(disabled, ?6) WHEN 0 THEN NULL ELSE disabled END
         WHERE id = ?1",
        params![key.as_bytes(), change.display_name, change.role.map(role_name), change.language, change.disabled, int(now_ms)],
    )?;
    let user = user_by_id(db, id)?.ok_or(StoreError::NotFound)?;
    let admins = "SELECT EXISTS (SELECT 1 FROM users WHERE role = 'admin' AND disabled IS NULL)";
    if !db.query_row(admins, [], |row| row.get::<_, bool>(0))? {
        return Err(StoreError::Conflict);
    }
    if user.disabled {
        db.execute("UPDATE sign_ins SET ended = ?2 WHERE user = ?1 AND ended IS NULL", params![key.as_bytes(), int(now_ms)])?;
        db.execute("DELETE FROM sign_in_links WHERE user = ?1", [key.as_bytes()])?;
    }
    Ok(user)
}

fn refresh(db: &Connection, old: &[u8; 32], new: &[u8; 32], now_ms: u64) -> Result<Refreshed, StoreError> {
    let found = db
        .prepare_cached(
            "SELECT sign_in, withdrawn, expires, ended, user, exchanged <= ?2 AS exchanged_long_ago,
                EXISTS (SELECT 1 FROM refresh_tokens AS next WHERE next.parent = token.hash
                    AND (next.exchanged IS NOT NULL OR next.withdrawn)) AS next_is_spent
             FROM refresh_tokens AS token JOIN sign_ins ON sign_ins.id = sign_in WHERE token.hash = ?1",
        )?
        .query_row(params![old, int(now_ms) - int(LEEWAY_MS)], |row| {
            let stands = row.get::<_, Option<i64>>("ended")?.is_none() && number(row, "expires")? > now_ms;
            let late = row.get::<_, Option<bool>>("exchanged_long_ago")?.unwrap_or(false);
            let reused = row.get::<_, bool>("withdrawn")? || (late && row.get::<_, bool>("next_is_spent")?);
            Ok((id(row, "sign_in")?, id(row, "user")?, number(row, "expires")?, stands, reused, late))
        })
        .optional()?;
    let Some((sign_in, user, expires_ms, true, reused, late)) = found else {
        return Ok(Refreshed::Refused);
    };
    if reused {
        db.execute("UPDATE sign_ins SET ended = ?2 WHERE id = ?1", params![sign_in.as_bytes(), int(now_ms)])?;
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
    db.execute("UPDATE refresh_tokens SET exchanged = coalesce(exchanged, ?2) WHERE hash = ?1", params![old, int(now_ms)])?;
    Ok(Refreshed::Exchanged { sign_in, user, expires_ms })
}

fn use_sign_in_link(db: &Connection, token_hash: &[u8; 32], password: &str, now_ms: u64) -> Result<Option<User>, StoreError> {
    let spent = "DELETE FROM sign_in_links WHERE hash = ?1 AND expires > ?2 RETURNING user";
    let user = db.query_row(spent, params![token_hash, int(now_ms)], |row| id(row, "user")).optional()?;
    let Some(key) = user else { return Ok(None) };
    db.execute("UPDATE users SET password = ?2 WHERE id = ?1", params![key.as_bytes(), password])?;
    db.execute("UPDATE sign_ins SET ended = ?2 WHERE user = ?1 AND ended IS NULL", params![key.as_bytes(), int(now_ms)])?;
    user_by_id(db, ParticipantId::new(key))
}

fn insert_token(db: &Connection, hash: &[u8; 32], sign_in: Uuid, parent: Option<&[u8; 32]>) -> Result<(), StoreError> {
    db.execute(
        "INSERT INTO refresh_tokens (hash, sign_in, parent) VALUES (?1, ?2, ?3)",
        params![hash, sign_in.as_bytes(), parent],
    )?;
    Ok(())
}

fn user_by_id(db: &Connection, id: ParticipantId) -> Result<Option<User>, StoreError> {
    let mut select = db.prepare_cached("SELECT * FROM users WHERE id = ?1")?;
    Ok(select.query_row([id.uuid().as_bytes()], user).optional()?)
}

fn user(row: &Row<'_>) -> rusqlite::Result<User> {
    let role: String = row.get("role")?;
    Ok(User {
        id: ParticipantId::new(id(row, "id")?),
        name: row.get("name")?,
        display_name: row.get("display_name")?,
        role: match role.as_str() {
            "admin" => StaffRole::Admin,
            "supervisor" => StaffRole::Supervisor,
            // The column's check lets nothing else in.
            _ => StaffRole::Reviewer,
        },
        language: row.get("language")?,
        password: row.get("password")?,
        created_ms: number(row, "created")?,
        disabled: row.get::<_, Option<i64>>("disabled")?.is_some(),
    })
}

/// The role as the column has it.
fn role_name(role: StaffRole) -> &'static str {
    match role {
        StaffRole::Supervisor => "supervisor",
        StaffRole::Reviewer => "reviewer",
        StaffRole::Admin => "admin",
    }
}

//! Accounts of staff.

use cicerone_protocol::ParticipantId;
use cicerone_protocol::api::StaffRole;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::super::{NewUser, StoreError, User, UserChange};
use super::error::Outcome;
use super::{Sqlite, id, int, number};
use crate::sign_in_name::SignInName;

impl Sqlite {
    pub(crate) async fn create_user(&self, new: NewUser, now_ms: u64) -> Result<(), StoreError> {
        let write = self.write(move |db| {
            db.execute(
                "INSERT INTO users (id, name, display_name, role, language, password, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
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

    pub(crate) async fn users(&self) -> Result<Vec<User>, StoreError> {
        let read = self.read(|db| {
            let mut select = db.prepare_cached("SELECT * FROM users ORDER BY name")?;
            let rows = select.query_map([], user)?;
            Ok(rows.collect::<Result<_, _>>()?)
        });
        read.await
    }

    pub(crate) async fn user(&self, id: ParticipantId) -> Result<Option<User>, StoreError> {
        self.read(move |db| user_by_id(db, id)).await
    }

    pub(crate) async fn user_by_name(&self, name: SignInName) -> Result<Option<User>, StoreError> {
        let read = self.read(move |db| {
            let mut select = db.prepare_cached("SELECT * FROM users WHERE name = ?1")?;
            Ok(select.query_row([name.as_str()], user).optional()?)
        });
        read.await
    }

    pub(crate) async fn change_user(&self, id: ParticipantId, change: UserChange, now_ms: u64) -> Result<User, StoreError> {
        self.write(move |db| change_user(db, id, &change, now_ms)).await
    }
}

fn change_user(db: &Connection, id: ParticipantId, change: &UserChange, now_ms: u64) -> Outcome<User> {
    let key = id.uuid();
    db.execute(
        "UPDATE users SET display_name = coalesce(?2, display_name), role = coalesce(?3, role),
            language = coalesce(?4, language),
            disabled_at = CASE ?5 WHEN 1 THEN coalesce(disabled_at, ?6) WHEN 0 THEN NULL ELSE disabled_at END
         WHERE id = ?1",
        params![key.as_bytes(), change.display_name, change.role.map(role_name), change.language, change.disabled, int(now_ms)],
    )?;
    let user = user_by_id(db, id)?.ok_or(StoreError::NotFound)?;
    let admins = "SELECT EXISTS (SELECT 1 FROM users WHERE role = 'admin' AND disabled_at IS NULL)";
    if !db.query_row(admins, [], |row| row.get::<_, bool>(0))? {
        return Err(StoreError::Conflict.into());
    }
    if user.disabled {
        db.execute(
            "UPDATE sign_ins SET ended_at = ?2 WHERE user = ?1 AND ended_at IS NULL",
            params![key.as_bytes(), int(now_ms)],
        )?;
        db.execute("DELETE FROM sign_in_links WHERE user = ?1", [key.as_bytes()])?;
    }
    Ok(user)
}

/// The account of an id, inside the caller's transaction.
pub(super) fn user_by_id(db: &Connection, id: ParticipantId) -> Outcome<Option<User>> {
    let mut select = db.prepare_cached("SELECT * FROM users WHERE id = ?1")?;
    Ok(select.query_row([id.uuid().as_bytes()], user).optional()?)
}

/// Reads an account's row.
pub(super) fn user(row: &Row<'_>) -> rusqlite::Result<User> {
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
        created_at: number(row, "created_at")?,
        disabled: row.get::<_, Option<i64>>("disabled_at")?.is_some(),
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

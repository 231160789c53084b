//! The installation's own keys and secrets.

use std::path::Path;

use rusqlite::{Connection, params};

use super::super::{OpenError, SigningKey, StoreError};
use super::connection::{check, open_reader, version};
use super::error::Outcome;
use super::{FILE, Sqlite, int};

impl Sqlite {
    pub(crate) async fn signing_key(&self, fresh: SigningKey, now_ms: u64) -> Result<SigningKey, StoreError> {
        let write = self.write(move |db| {
            db.execute(
                "INSERT INTO signing_keys (kid, pkcs8, created_at) SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM signing_keys)",
                params![fresh.kid, fresh.pkcs8, int(now_ms)],
            )?;
            newest_key(db)
        });
        write.await
    }

    pub(crate) fn peek_signing_key(data_dir: &Path) -> Result<SigningKey, OpenError> {
        let db = open_reader(&data_dir.join(FILE))?;
        check(version(&db)?)?;
        Ok(newest_key(&db)?)
    }

    pub(crate) async fn secret(&self, name: &'static str, fresh: [u8; 32]) -> Result<[u8; 32], StoreError> {
        let write = self.write(move |db| {
            db.execute("INSERT INTO secrets (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING", params![name, fresh])?;
            Ok(db.query_row("SELECT value FROM secrets WHERE name = ?1", [name], |row| row.get("value"))?)
        });
        write.await
    }
}

fn newest_key(db: &Connection) -> Outcome<SigningKey> {
    let newest = "SELECT kid, pkcs8 FROM signing_keys ORDER BY created_at DESC LIMIT 1";
    Ok(db.query_row(newest, [], |row| Ok(SigningKey { kid: row.get("kid")?, pkcs8: row.get("pkcs8")? }))?)
}

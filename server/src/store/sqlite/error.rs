//! SQLite's errors in the store's own words.

use std::sync::Arc;

use rusqlite::ErrorCode;

use super::super::{Cause, OpenError, StoreError};

/// What work on the database ends with, inside this folder.
pub(super) type Outcome<T> = Result<T, Failure>;

/// A [`StoreError`] to which the library's errors can be turned by `?`. Only this folder knows both.
pub(super) struct Failure(StoreError);

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self(error)
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        failure.0
    }
}

impl From<Failure> for OpenError {
    fn from(failure: Failure) -> Self {
        Self::Store(failure.0)
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Store(error) => Self(error),
            // Somebody changed the folder under a running server.
            error @ (OpenError::Earlier { .. } | OpenError::Newer) => {
                Self(StoreError::Unavailable(Cause::Database(Arc::new(error))))
            }
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.into())
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        if matches!(error, rusqlite::Error::QueryReturnedNoRows) {
            return Self(StoreError::NotFound);
        }
        let code = error.sqlite_error_code();
        let cause = Cause::Database(Arc::new(error));
        Self(match code {
            Some(
                ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::ReadOnly
                | ErrorCode::CannotOpen
                | ErrorCode::PermissionDenied
                | ErrorCode::OutOfMemory
                | ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked,
            ) => StoreError::Unavailable(cause),
            Some(ErrorCode::ConstraintViolation) => StoreError::Conflict,
            _ => StoreError::Fault(cause),
        })
    }
}

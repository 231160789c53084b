//! The one error boundary: what a client is told (RFC 9457) and, once, what the log is told.

use std::borrow::Cow;
use std::error::Error;

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use cicerone_protocol::{ErrorCode, api};

use crate::auth::AuthError;
use crate::auth::limits::TooMany;
use crate::store::StoreError;

/// An answer that says no, why, and what to do.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    code: ErrorCode,
    detail: Cow<'static, str>,
    retry_after_s: Option<u64>,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

impl Problem {
    /// A problem with the code's own sentence.
    pub fn new(status: StatusCode, code: ErrorCode) -> Self {
        Self { status, code, detail: Cow::Borrowed(code.sentence()), retry_after_s: None, cause: None }
    }

    /// 400: the request is wrong.
    pub fn bad_request(code: ErrorCode) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code)
    }

    /// 401: nobody is signed in.
    pub fn unauthenticated(code: ErrorCode) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code)
    }

    /// 403: whoever is signed in may not.
    pub fn forbidden(code: ErrorCode) -> Self {
        Self::new(StatusCode::FORBIDDEN, code)
    }

    /// 404: there is nothing here.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, ErrorCode::NotFound)
    }

    /// 409: it does not fit what is there.
    pub fn conflict(code: ErrorCode) -> Self {
        Self::new(StatusCode::CONFLICT, code)
    }

    /// 500: a fault of the server; the cause goes to its log only.
    pub fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let mut problem = Self::new(StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::Internal);
        problem.cause = Some(cause.into());
        problem
    }

    /// The same problem with a sentence that fits better. It must not repeat what the client sent.
    pub fn with_detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = detail.into();
        self
    }

    /// The code, for those who answer over another transport.
    pub fn code(&self) -> ErrorCode {
        self.code
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Some(cause) = &self.cause {
            let cause: &(dyn Error + 'static) = cause.as_ref();
            tracing::error!(error = cause, status = self.status.as_u16(), "a request failed");
        }
        let body = api::Problem {
            r#type: "about:blank".to_owned(),
            title: self.status.canonical_reason().unwrap_or("Error").to_owned(),
            status: self.status.as_u16(),
            detail: self.detail.into_owned(),
            code: self.code,
        };
        let mut response = (self.status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after_s {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// What a session refused.
impl From<ErrorCode> for Problem {
    fn from(code: ErrorCode) -> Self {
        let status = match code {
            ErrorCode::StoreUnavailable | ErrorCode::Restarting => StatusCode::SERVICE_UNAVAILABLE,
            ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            ErrorCode::TooMany | ErrorCode::TooManyStills | ErrorCode::TooManyMarks => StatusCode::TOO_MANY_REQUESTS,
            ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::NotFound => StatusCode::NOT_FOUND,
            ErrorCode::Forbidden | ErrorCode::NotYours | ErrorCode::NoConsent => StatusCode::FORBIDDEN,
            ErrorCode::Unauthenticated | ErrorCode::BadCredentials => StatusCode::UNAUTHORIZED,
            ErrorCode::InviteExpired | ErrorCode::InviteUsed | ErrorCode::SessionOver => StatusCode::GONE,
            ErrorCode::Malformed | ErrorCode::BadField | ErrorCode::BadSize | ErrorCode::BadStill => StatusCode::BAD_REQUEST,
            _ => StatusCode::CONFLICT,
        };
        Self::new(status, code)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            // The writer has logged it already, once for all who waited.
            StoreError::Unavailable(_) => Self::new(StatusCode::SERVICE_UNAVAILABLE, ErrorCode::StoreUnavailable),
            StoreError::NotFound => Self::not_found(),
            error @ (StoreError::Gap { .. } | StoreError::Conflict | StoreError::Fault(_)) => Self::internal(error),
        }
    }
}

impl From<TooMany> for Problem {
    fn from(too_many: TooMany) -> Self {
        let mut problem = Self::new(StatusCode::TOO_MANY_REQUESTS, ErrorCode::TooMany);
        problem.retry_after_s = Some(too_many.retry_after.as_secs().max(1));
        problem
    }
}

impl From<AuthError> for Problem {
    fn from(error: AuthError) -> Self {
        match error {
            AuthError::BadCredentials => Self::unauthenticated(ErrorCode::BadCredentials),
            AuthError::LinkSpent => Self::new(StatusCode::GONE, ErrorCode::LinkSpent),
            AuthError::WeakPassword => Self::bad_request(ErrorCode::WeakPassword),
            AuthError::Unauthenticated => Self::unauthenticated(ErrorCode::Unauthenticated),
            AuthError::TooMany(too_many) => too_many.into(),
            AuthError::Store(error) => error.into(),
        }
    }
}

/// What a client gets that asks a known route in a way that it does not have.
pub(crate) async fn method_not_allowed() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, ErrorCode::NotFound)
        .with_detail("This address does not take that kind of request.")
}

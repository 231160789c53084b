//! Bodies other than JSON, with refusals as problems.

use axum::extract::rejection::{BytesRejection, FormRejection};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use cicerone_protocol::ErrorCode;

use super::problem::Problem;

/// A form, as browsers send it without a script.
#[derive(FromRequest)]
#[from_request(via(axum::Form), rejection(Problem))]
pub(crate) struct Form<T>(pub(crate) T);

/// A body as it is.
pub(crate) struct Bytes(pub(crate) axum::body::Bytes);

impl<S: Send + Sync> FromRequest<S> for Bytes {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        Ok(Self(axum::body::Bytes::from_request(request, state).await?))
    }
}

impl From<BytesRejection> for Problem {
    fn from(rejection: BytesRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLarge),
            // The other end stopped sending, or paused for longer than a body may.
            status => Self::new(status, ErrorCode::Malformed).with_detail("The request did not arrive whole. Send it again."),
        }
    }
}

impl From<FormRejection> for Problem {
    fn from(rejection: FormRejection) -> Self {
        match rejection {
            FormRejection::BytesRejection(rejection) => rejection.into(),
            FormRejection::FailedToDeserializeForm(_) | FormRejection::FailedToDeserializeFormBody(_) => {
                Self::bad_request(ErrorCode::BadField)
            }
            rejection => Self::new(rejection.status(), ErrorCode::Malformed),
        }
    }
}

//! What a resolver may fail with, and what the client reads of it.
use crate::domain::{Error, error::FieldError, policy::Denied};
use async_graphql::{Enum, ErrorExtensionValues, ErrorExtensions, ServerError, Value};
use std::{sync::Arc, time::Duration};

/// Has no `Display`, so that no blanket conversion can turn its text into a message.
pub enum ApiError {
    Domain(Error),
    /// The request asks for more than one request may; what to do instead.
    TooMuch(&'static str),
}

/// Why a request was refused: `extensions.code` of an error. `extensions.reason`, `field`,
/// `fields` and `retryAfter` (seconds) say more where they help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ErrorCode {
    /// Nobody is signed in, or no longer: `reason` is `SIGNED_OUT`, `WRONG_CREDENTIALS`,
    /// `TOKEN_EXPIRED` (refresh the session), `TOKEN_INVALID` or `SESSION_ENDED` (sign in again);
    /// of what was mailed, and of a second factor, `WRONG_CODE`, `LINK_OVER`, `NOT_FOLLOWED_YET`,
    /// `PASSKEY_REFUSED` or `CHALLENGE_OVER` (sign in again).
    Unauthenticated,
    /// The viewer may not do this; `reason` says why not.
    Forbidden,
    /// It does not exist, or the viewer may not know that it does.
    NotFound,
    /// The input is wrong: `field` names the first faulty field, `fields` all of them.
    Invalid,
    /// Somebody else was first, or it has changed meanwhile; `reason` says which.
    Conflict,
    /// Comments are closed.
    ThreadClosed,
    /// The thread is locked: only moderators may post.
    ThreadLocked,
    /// The branch is locked: only moderators may answer in it.
    BranchLocked,
    /// Too many tries: again after `retryAfter` seconds.
    RateLimited,
    /// The service has too much to do, or does not reach its database: again after `retryAfter`
    /// seconds.
    Unavailable,
    /// A fault of the service; the message holds the id under which it was logged.
    Internal,
    /// The HTTP request holds no GraphQL request.
    BadRequest,
    /// There is no document of this `documentId` here: send its text in `query` instead.
    PersistedDocumentNotFound,
    /// The document is not GraphQL.
    ParseFailed,
    /// The document or its variables do not fit the schema.
    ValidationFailed,
    /// The document is too deep, too long or asks for too much.
    TooComplex,
    /// The request's body is too large.
    TooLarge,
    /// The request's body must be `application/json`.
    UnsupportedMediaType,
    /// The client accepts none of the media types that answers come in.
    NotAcceptable,
    /// The HTTP method does not do this.
    MethodNotAllowed,
}

impl ErrorCode {
    pub(crate) fn of(error: &Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::Denied(denied) => Self::of_denied(*denied),
            Error::Invalid(_) => Self::Invalid,
            Error::Conflict(_) => Self::Conflict,
            Error::Limited(_) | Error::Crowded(_) => Self::RateLimited,
            Error::Unavailable(_) => Self::Unavailable,
            Error::Internal(_) => Self::Internal,
        }
    }

    fn of_denied(denied: Denied) -> Self {
        match denied {
            Denied::SignedOut
            | Denied::WrongCredentials
            | Denied::SessionEnded
            | Denied::TokenExpired
            | Denied::TokenInvalid
            | Denied::LinkOver
            | Denied::DownloadOver
            | Denied::UploadOver
            | Denied::WrongCode
            | Denied::NotFollowedYet
            | Denied::ChallengeOver
            | Denied::PasskeyRefused => Self::Unauthenticated,
            Denied::ThreadClosed => Self::ThreadClosed,
            Denied::ThreadLocked => Self::ThreadLocked,
            Denied::BranchLocked => Self::BranchLocked,
            _ => Self::Forbidden,
        }
    }

    /// As it stands in answers.
    pub fn as_value(self) -> Value {
        async_graphql::resolver_utils::enum_value(self)
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        Self::Domain(error)
    }
}

impl From<ApiError> for async_graphql::Error {
    fn from(error: ApiError) -> Self {
        let error = match error {
            ApiError::Domain(error) => error,
            ApiError::TooMuch(advice) => {
                return Self::new(advice).extend_with(|_, extensions| {
                    extensions.set("code", ErrorCode::TooComplex.as_value());
                });
            }
        };
        let mut told = Self::new(message(&error)).extend_with(|_, extensions| {
            extensions.set("code", ErrorCode::of(&error).as_value());
            explain(&error, extensions);
        });
        if let Error::Internal(cause) = error {
            told.source = Some(Arc::new(cause));
        }
        told
    }
}

/// The cause of an internal error goes with it as far as the door, which logs it under an id and
/// puts that into the message.
pub(crate) fn cause(error: &ServerError) -> Option<&anyhow::Error> {
    error.source::<anyhow::Error>()
}

/// A sentence for people; never the cause of an internal error, which is logged instead.
pub(crate) fn message(error: &Error) -> String {
    match error {
        Error::NotFound => "not found".to_owned(),
        Error::Denied(denied) => denied.message().to_owned(),
        Error::Invalid(fields) => match fields.first() {
            Some(FieldError { field, message }) => format!("{field}: {message}"),
            None => "the input is wrong".to_owned(),
        },
        Error::Conflict(conflict) => conflict.message(),
        Error::Limited(wait) => format!("Too many tries: again in {} s.", seconds(*wait)),
        Error::Crowded(wait) => format!(
            "Too many streams from this network: close some, or come again in {} s.",
            seconds(*wait)
        ),
        Error::Unavailable(wait) => {
            format!("Not possible right now: again in {} s.", seconds(*wait))
        }
        Error::Internal(_) => "internal error".to_owned(),
    }
}

fn explain(error: &Error, extensions: &mut ErrorExtensionValues) {
    match error {
        Error::Denied(denied) => extensions.set("reason", denied.reason()),
        Error::Conflict(conflict) => extensions.set("reason", conflict.reason()),
        Error::Limited(wait) | Error::Crowded(wait) | Error::Unavailable(wait) => {
            extensions.set("retryAfter", seconds(*wait));
        }
        Error::Invalid(faults) => {
            if let Some(first) = faults.first() {
                extensions.set("field", first.field);
            }
            let fault = |fault: &FieldError| {
                let entries = [("field", fault.field), ("message", fault.message.as_str())];
                let entries =
                    entries.map(|(key, text)| (async_graphql::Name::new(key), text.into()));
                Value::Object(entries.into_iter().collect())
            };
            extensions.set("fields", Value::List(faults.iter().map(fault).collect()));
        }
        Error::NotFound | Error::Internal(_) => {}
    }
}

/// Whole, rounded up, at least 1.
fn seconds(wait: Duration) -> u64 {
    (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)
}

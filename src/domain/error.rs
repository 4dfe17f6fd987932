//! Why a use case failed.
use super::{again, policy::Denied};
use crate::{
    model::{Comment, Decision},
    storage,
};
use sea_orm::DbErr;
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or the actor may not know that it does.
    #[error("not found")]
    NotFound,
    #[error("denied: {0:?}")]
    Denied(Denied),
    #[error("invalid: {0:?}")]
    Invalid(Vec<FieldError>),
    #[error("conflict: {0:?}")]
    Conflict(Conflict),
    /// Too often; again after this long.
    #[error("too often")]
    Limited(Duration),
    /// More streams from one network than it may have; again after this long.
    #[error("crowded")]
    Crowded(Duration),
    /// Too much to do; again after this long.
    #[error("unavailable")]
    Unavailable(Duration),
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

/// What is wrong with one field of the input, in a sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: &'static str,
    pub message: String,
}

/// Somebody was there first, or something has changed meanwhile.
#[derive(Clone, Debug)]
pub enum Conflict {
    /// The idempotency key was used for another comment.
    KeyReused,
    /// The comment has a newer text than the one named.
    StaleRevision(Box<Comment>),
    /// A moderator has decided on this text already.
    AlreadyDecided(Box<Comment>, Decision),
    /// The status does not allow it.
    NotFromHere(Box<Comment>),
    /// Only what was rejected or taken for spam can be restored.
    NotTakenDown(Box<Comment>),
    /// Somebody has changed it meanwhile.
    Changed,
    /// Something has been done since that stands on it.
    Superseded,
    /// This kind of entry cannot be undone.
    NotUndoable,
    /// An episode has as many pinned comments as it may.
    TooManyPins,
    /// Whoever the provider vouches for has another account.
    IdentityTaken,
    /// An account has as many passkeys as it may.
    TooManyPasskeys,
    /// The site would have no admin any more.
    LastAdmin,
    /// Nothing else would let them in any more.
    LastWayIn,
    /// Nobody could sign in on the site any more.
    LastWayOpen,
    /// The site has another episode with this key or address.
    Taken(&'static str),
    /// The site has an import that is not finished.
    ImportUnderway,
    /// The file of an import has not come, or has gone.
    NoFileToImport,
    /// It is so already.
    Nothing(&'static str),
}

impl Conflict {
    pub fn reason(&self) -> &'static str {
        match self {
            Self::KeyReused => "IDEMPOTENCY_KEY_REUSED",
            Self::StaleRevision(_) => "STALE_REVISION",
            Self::AlreadyDecided(..) => "ALREADY_DECIDED",
            Self::NotFromHere(_) => "STATUS_DOES_NOT_ALLOW_IT",
            Self::NotTakenDown(_) => "NOT_TAKEN_DOWN",
            Self::Changed => "CHANGED",
            Self::Superseded => "SUPERSEDED",
            Self::NotUndoable => "NOT_UNDOABLE",
            Self::TooManyPins => "TOO_MANY_PINS",
            Self::IdentityTaken => "IDENTITY_TAKEN",
            Self::TooManyPasskeys => "TOO_MANY_PASSKEYS",
            Self::LastAdmin => "LAST_ADMIN",
            Self::LastWayIn | Self::LastWayOpen => "LAST_WAY_IN",
            Self::Taken(_) => "TAKEN",
            Self::ImportUnderway => "IMPORT_UNDERWAY",
            Self::NoFileToImport => "NO_FILE_TO_IMPORT",
            Self::Nothing(_) => "NOTHING_TO_DO",
        }
    }

    /// A sentence for people.
    pub fn message(&self) -> String {
        match self {
            Self::KeyReused => {
                "The clientMutationId was used for another comment: take a new one.".to_owned()
            }
            Self::StaleRevision(_) => {
                "The author has changed the text meanwhile: read it again.".to_owned()
            }
            Self::AlreadyDecided(..) => {
                "This text has been decided on: name that decision to overrule it.".to_owned()
            }
            Self::NotFromHere(_) => "The author has deleted the comment.".to_owned(),
            Self::NotTakenDown(_) => {
                "Only a comment that was rejected or taken for spam can be restored.".to_owned()
            }
            Self::Changed => "Somebody has changed it meanwhile: look again.".to_owned(),
            Self::Superseded => {
                "This has been undone already, or something done since stands on it: look at the \
                 log, and decide anew."
                    .to_owned()
            }
            Self::NotUndoable => {
                "This cannot be undone: only decisions, states of threads and branches, and \
                 standings can, once each."
                    .to_owned()
            }
            Self::TooManyPins => {
                "Three comments of this episode are pinned: unpin one of them first.".to_owned()
            }
            Self::IdentityTaken => {
                "What you came with leads to another account meanwhile: sign in again.".to_owned()
            }
            Self::TooManyPasskeys => {
                "There are twenty passkeys: remove one of them first.".to_owned()
            }
            Self::LastAdmin => "This is the site's last admin: make another one first.".to_owned(),
            Self::LastWayOpen => {
                "Nobody could sign in any more: leave password or mail open, or add a provider or \
                 a key of the site first."
                    .to_owned()
            }
            Self::LastWayIn => {
                "This is the only way into the account: set a password or link another one first."
                    .to_owned()
            }
            Self::ImportUnderway => {
                "An import of this site is not finished: wait for it, or cancel it.".to_owned()
            }
            Self::NoFileToImport => {
                "There is no file to import: it has not been sent, or its time is over.".to_owned()
            }
            Self::Taken(field) => format!("The site has another episode with this {field}."),
            Self::Nothing(why) => format!("Nothing to do: {why}."),
        }
    }
}

impl Error {
    pub fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError {
            field,
            message: message.into(),
        }])
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

impl From<Conflict> for Error {
    fn from(conflict: Conflict) -> Self {
        Self::Conflict(conflict)
    }
}

/// How long to wait when the database had no connection or no time for us.
const DATABASE_BUSY: Duration = Duration::from_secs(2);

/// Every request meets a database that is away: one line in so long says so.
fn complain(error: &DbErr) {
    const QUIET: Duration = Duration::from_secs(5);
    static LAST: Mutex<Option<Instant>> = Mutex::new(None);
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if last.is_none_or(|last| last.elapsed() >= QUIET) {
        tracing::warn!(%error, "the database is busy or away");
        *last = Some(Instant::now());
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if storage::faults::is_passing(&error) {
            complain(&error);
            if storage::faults::is_conflict(&error) {
                again::note();
            }
            return Self::Unavailable(DATABASE_BUSY);
        }
        Self::Internal(error.into())
    }
}

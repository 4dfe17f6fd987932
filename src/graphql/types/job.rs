//! Work that is done after the answer.
use crate::{
    graphql::id::GlobalId,
    model::{self, JobKind},
};
use async_graphql::{Enum, ID, Object};
use chrono::{DateTime, Utc};

pub struct Job(pub model::Job);

/// How far work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::JobState")]
pub enum JobState {
    /// To be done, or being done.
    Waiting,
    /// Given up; `retryJob` begins afresh. They are kept for at least 30 days.
    Failed,
}

/// What is done after the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "JobKind", name = "JobKind")]
pub enum Kind {
    /// Asks Akismet about a comment.
    AkismetCheck,
    /// Tells Akismet of spam that it has missed.
    AkismetSpam,
    /// Tells Akismet of a comment that it has wrongly taken for spam.
    AkismetHam,
    /// Asks the site's own webhook about a comment.
    WebhookOpinion,
    /// Sends a mail.
    Mail,
    /// Fetches the picture of somebody whom the site signs in.
    Picture,
    /// Brings in the file of another system.
    Import,
}

/// Something that is asked or told of others after a comment was posted, edited or decided on. It is
/// gone once it is done.
#[Object]
impl Job {
    /// Names it. The id of a webhook's event is the part after `job_`, written with dashes.
    async fn id(&self) -> ID {
        self.0.id.global()
    }

    /// What is to be done.
    async fn kind(&self) -> Kind {
        self.0.kind.into()
    }

    /// The comment it is about.
    async fn comment_id(&self) -> Option<ID> {
        self.0.comment_id.map(GlobalId::global)
    }

    /// How often it has been tried.
    async fn attempts(&self) -> i32 {
        self.0.attempts
    }

    /// When it is tried next; null when it was given up.
    async fn due_at(&self) -> Option<DateTime<Utc>> {
        Some(self.0.due_at).filter(|_| self.0.failed_at.is_none())
    }

    /// Why the last attempt failed: a sentence in English.
    async fn last_error(&self) -> Option<&str> {
        self.0.last_error.as_deref()
    }

    /// When it was given up; null while it waits.
    async fn failed_at(&self) -> Option<DateTime<Utc>> {
        self.0.failed_at
    }

    /// When what it is about happened.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

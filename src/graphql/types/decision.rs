//! What came of each comment of a bulk decision.
use super::{Comment, CommentStatus};
use crate::{
    domain::{Error, error::Conflict},
    graphql::{error, id::GlobalId},
    model::{self, CommentId},
};
use async_graphql::{Enum, ID, SimpleObject};
use chrono::{DateTime, Utc};

/// Why a moderator turned a comment down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::RejectReason")]
pub enum RejectReason {
    /// It is not about the episode.
    OffTopic,
    /// It attacks somebody.
    Abuse,
    /// It advertises.
    Spam,
    /// It tells what is private about somebody.
    PersonalInformation,
    /// It is against the law.
    Illegal,
    /// None of these: a note to the author can say what.
    Other,
}

/// Why a decision was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum DecisionCode {
    /// There is no such comment on the moderator's site.
    NotFound,
    /// The author has changed the text meanwhile: `comment` has the new one.
    StaleRevision,
    /// A moderator has decided on this text already: `earlier` says how. Name its id in
    /// `overrules` to decide otherwise.
    AlreadyDecided,
    /// The author has deleted the comment.
    Deleted,
    /// Only what was rejected or taken for spam can be restored.
    NotTakenDown,
    /// The moderator may not decide on this comment, or not at this moment.
    Denied,
    /// Too many decisions, or too much to do at this moment: try this one again.
    TryAgain,
    /// A fault of the service; this one has not been decided.
    Failed,
}

/// A decision made before.
#[derive(SimpleObject)]
pub struct EarlierDecision {
    /// Name it in `overrules` to decide otherwise.
    id: ID,
    /// What it made of the comment.
    status: Option<CommentStatus>,
    /// When.
    decided_at: DateTime<Utc>,
    /// The moderator who made it.
    moderator_id: Option<ID>,
}

/// What came of one comment of a list. What is wrong with one does not hold up the others.
#[derive(SimpleObject)]
pub struct DecisionResult {
    /// The comment that was named.
    pub comment_id: ID,
    /// As it stands now; null when it was not found.
    pub comment: Option<Comment>,
    /// Why the decision was refused; null when it was carried out.
    pub code: Option<DecisionCode>,
    /// The same as an English sentence.
    pub message: Option<String>,
    /// The decision that was there first.
    pub earlier: Option<EarlierDecision>,
}

impl DecisionResult {
    pub fn done(id: CommentId, comment: Option<Comment>) -> Self {
        Self {
            comment_id: id.global(),
            comment,
            code: None,
            message: None,
            earlier: None,
        }
    }

    pub fn refused(id: CommentId, comment: Option<Comment>, fault: &Error) -> Self {
        let (code, earlier) = match fault {
            Error::NotFound => (DecisionCode::NotFound, None),
            Error::Conflict(Conflict::StaleRevision(_)) => (DecisionCode::StaleRevision, None),
            Error::Conflict(Conflict::AlreadyDecided(_, decision)) => {
                (DecisionCode::AlreadyDecided, Some(earlier(decision)))
            }
            Error::Conflict(Conflict::NotTakenDown(_)) => (DecisionCode::NotTakenDown, None),
            Error::Conflict(_) => (DecisionCode::Deleted, None),
            Error::Limited(_) | Error::Unavailable(_) => (DecisionCode::TryAgain, None),
            Error::Internal(_) => (DecisionCode::Failed, None),
            _ => (DecisionCode::Denied, None),
        };
        Self {
            comment_id: id.global(),
            comment,
            code: Some(code),
            message: Some(error::message(fault)),
            earlier,
        }
    }
}

fn earlier(decision: &model::Decision) -> EarlierDecision {
    let status = decision.status.as_deref();
    EarlierDecision {
        id: decision.id.global(),
        status: status.and_then(CommentStatus::of_name),
        decided_at: decision.created_at,
        moderator_id: decision.moderator_id.map(GlobalId::global),
    }
}

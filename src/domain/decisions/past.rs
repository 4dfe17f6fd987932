//! How a comment stood before a decision: what undoing it needs, kept in the log.
use crate::{
    domain::{Error, text},
    model::{Comment, HoldReason, Kept, Learned, LogEntryId, RejectReason, RevisionId, Status},
    storage::{self, Txn},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Ids only, and no text: what an author deletes must not live on in the log.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Past {
    status: String,
    #[serde(default)]
    hold_reasons: Vec<String>,
    decision_id: Option<Uuid>,
    reject_reason: Option<String>,
    author_note: Option<String>,
    reviewed: bool,
    learned_as: Option<String>,
    kept_revision_id: Option<Uuid>,
    kept_edited_at: Option<DateTime<Utc>>,
    pinned_at: Option<DateTime<Utc>>,
    featured_at: Option<DateTime<Utc>>,
}

impl Past {
    pub(super) fn of(comment: &Comment) -> Self {
        let reasons = comment.hold_reasons.iter();
        Self {
            status: super::name(comment.status),
            hold_reasons: reasons.map(|reason| reason.as_str().to_owned()).collect(),
            decision_id: comment.decision_id.map(|id| id.0),
            reject_reason: comment
                .reject_reason
                .map(|reason| reason.as_str().to_owned()),
            author_note: comment.author_note.clone(),
            reviewed: comment.reviewed,
            learned_as: comment
                .learned_as
                .map(|learned| learned.as_str().to_owned()),
            kept_revision_id: comment.kept.as_ref().map(|kept| kept.revision_id.0),
            kept_edited_at: comment.kept.as_ref().and_then(|kept| kept.edited_at),
            pinned_at: comment.pinned_at,
            featured_at: comment.featured_at,
        }
    }

    pub(super) fn encode(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// None for an entry from before this was kept.
    pub(super) fn decode(details: Option<&str>) -> Option<Self> {
        serde_json::from_str(details?).ok()
    }

    /// What the spam score had learned from it.
    pub(super) fn learned_as(&self) -> Option<Learned> {
        self.learned_as.as_deref().and_then(Learned::parse)
    }

    /// The comment as it stood then, with what it has meanwhile gained in its thread.
    pub(super) async fn restored(self, txn: &Txn, comment: &Comment) -> Result<Comment, Error> {
        let status = super::parse(&self.status).ok_or(Error::NotFound)?;
        let kept = match self.kept_revision_id {
            Some(id) if status == Status::Pending => {
                let text = storage::comments::find_text(txn, RevisionId(id)).await?;
                text.map(|body_markdown| Kept {
                    revision_id: RevisionId(id),
                    body_html: text::markdown::render(&body_markdown),
                    body_markdown,
                    renderer: text::markdown::RENDERER,
                    edited_at: self.kept_edited_at,
                })
            }
            _ => None,
        };
        let reasons = self.hold_reasons.iter();
        Ok(Comment {
            status,
            hold_reasons: reasons.filter_map(|name| HoldReason::parse(name)).collect(),
            decision_id: self.decision_id.map(LogEntryId),
            reject_reason: self.reject_reason.as_deref().and_then(RejectReason::parse),
            author_note: self.author_note,
            reviewed: self.reviewed,
            kept,
            pinned_at: self.pinned_at,
            featured_at: self.featured_at,
            ..comment.clone()
        })
    }
}

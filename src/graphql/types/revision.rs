//! One text of a comment.
use crate::{domain::comments, graphql::id::GlobalId};
use async_graphql::{ID, SimpleObject};
use chrono::{DateTime, Utc};

/// One text that a comment has had.
#[derive(SimpleObject)]
pub(super) struct Revision {
    /// Names the text.
    id: ID,
    /// As its author typed it, in Markdown.
    body_markdown: String,
    /// When it was written.
    created_at: DateTime<Utc>,
}

impl From<comments::Revision> for Revision {
    fn from(revision: comments::Revision) -> Self {
        Self {
            id: revision.id.global(),
            body_markdown: revision.body_markdown,
            created_at: revision.created_at,
        }
    }
}

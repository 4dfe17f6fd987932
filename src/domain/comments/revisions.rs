//! Every text that a comment has had.
use crate::{
    app::App,
    domain::Error,
    model::{Actor, Comment, RevisionId, Status},
    storage,
};
use chrono::{DateTime, Utc};

pub struct Revision {
    pub id: RevisionId,
    pub body_markdown: String,
    pub created_at: DateTime<Utc>,
}

const MOST: u64 = 50;

/// The newest first; nothing for those who do not moderate, and of what its author took back.
pub async fn revisions(
    app: &App,
    actor: &Actor,
    comment: &Comment,
) -> Result<Vec<Revision>, Error> {
    if !actor.moderates(comment.site_id) || comment.status == Status::Deleted {
        return Ok(Vec::new());
    }
    let found = storage::comments::list_revisions(app.db.read(), comment.id, MOST).await?;
    let revision = |(id, body_markdown, created_at)| Revision {
        id,
        body_markdown,
        created_at,
    };
    Ok(found.into_iter().map(revision).collect())
}

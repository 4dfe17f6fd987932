//! Changing a comment's text.
use super::{
    post::{judge, record_hold},
    take,
};
use crate::{
    app::App,
    domain::{
        Error, access, credentials::limits::Operation, error::Conflict, input, policy, text,
        threads,
    },
    model::{Actor, Comment, CommentId, RevisionId},
    storage,
};

pub struct Edit {
    pub comment_id: CommentId,
    pub body: String,
    /// The text that the author saw; refused as stale when there is a newer one.
    pub revision_id: Option<RevisionId>,
}

/// The new text goes through the rules as a new comment does: it may be held.
pub async fn edit(app: &App, actor: &Actor, edit: Edit) -> Result<Comment, Error> {
    let body = input::body("body", &edit.body)?;
    let txn = app.db.begin_write().await?;
    let subject = take(app, &txn, actor, edit.comment_id).await?;
    let before = &subject.comment;
    policy::comment::may_edit(subject.scene(app, actor), before)?;
    access::limit(app, Operation::Edit, subject.member)?;
    if edit
        .revision_id
        .is_some_and(|seen| seen != before.revision_id)
    {
        return Err(Conflict::StaleRevision(Box::new(before.clone())).into());
    }
    if body == before.body_markdown {
        return Ok(subject.comment);
    }
    let verdict = judge(app, actor, subject.member, &subject.setting);
    let new = storage::comments::Text {
        revision_id: RevisionId(app.env.new_id()),
        body_html: text::markdown::render(&body),
        body_markdown: body,
        renderer: text::markdown::RENDERER,
        hold_reasons: verdict.reasons,
        at: app.env.now(),
    };
    storage::comments::update_text(&txn, before.id, new).await?;
    let comment = storage::comments::update_status(&txn, before.id, verdict.status).await?;
    threads::settle(&txn, before, verdict.status).await?;
    record_hold(app, &txn, &comment).await?;
    txn.commit().await?;
    Ok(comment)
}

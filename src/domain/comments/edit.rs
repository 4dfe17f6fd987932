//! Changing a comment's text.
use super::{
    post::{judge, record_hold},
    take,
};
use crate::{
    app::App,
    domain::{
        Error, access, credentials::limits::Operation, error::Conflict, input, jobs, opinions,
        policy, reports, text, threads,
    },
    model::{Actor, Comment, CommentId, Kept, RevisionId, Status},
    storage,
};

pub struct Edit {
    pub comment_id: CommentId,
    pub body: String,
    /// The text that the author saw; refused as stale when there is a newer one.
    pub revision_id: Option<RevisionId>,
}

/// The new text goes through the rules as a new comment does: it may be held, and readers go on
/// seeing the text that was approved last.
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
    let mut verdict = judge(app, actor, subject.member, &subject.setting);
    reports::keep_held(before, &mut verdict);
    opinions::keep_held(before, &mut verdict);
    let mut comment = Comment {
        revision_id: RevisionId(app.env.new_id()),
        body_html: text::markdown::render(&body),
        body_markdown: body,
        renderer: text::markdown::RENDERER,
        edited_at: Some(app.env.now()),
        status: verdict.status,
        hold_reasons: verdict.reasons,
        reviewed: verdict.by_staff,
        // What was decided of the text before does not count for this one.
        decision_id: None,
        reject_reason: None,
        author_note: None,
        learned_as: None,
        ..before.clone()
    };
    let asked = jobs::ask(app, &txn, &comment).await?;
    // A text that others may yet hold does not take the place of the one approved before.
    comment.kept = approved_last(before).filter(|_| comment.status == Status::Pending || asked);
    if !comment.is_public() {
        (comment.pinned_at, comment.featured_at) = (None, None);
    }
    storage::comments::save_text(&txn, &comment).await?;
    threads::settle(&txn, before, &comment).await?;
    let comment = storage::comments::find_any(&txn, before.id)
        .await?
        .ok_or(Error::NotFound)?;
    record_hold(app, &txn, actor, &comment).await?;
    txn.commit().await?;
    if asked {
        jobs::wake(app);
    }
    Ok(comment)
}

/// The text that readers would go on seeing, while there is one.
fn approved_last(before: &Comment) -> Option<Kept> {
    let current = || (before.status == Status::Approved).then(|| before.keeping());
    before.kept.clone().or_else(current)
}

//! An author takes a comment back.
use super::take;
use crate::{
    app::App,
    domain::{Error, error::Conflict, policy, reports, threads},
    model::{Actor, Comment, CommentId, Status},
    storage::{self, Txn},
};

/// Final: the words go, of every revision. Answers stay, under a tombstone.
pub async fn delete(app: &App, actor: &Actor, id: CommentId) -> Result<Comment, Error> {
    let txn = app.db.begin_write().await?;
    let subject = take(app, &txn, actor, id).await?;
    if subject.comment.status == Status::Deleted {
        return Err(Conflict::NotFromHere(Box::new(subject.comment)).into());
    }
    policy::comment::may_delete(subject.scene(app, actor), &subject.comment)?;
    take_back(app, &txn, &subject.comment).await?;
    let comment = storage::comments::find_any(&txn, id)
        .await?
        .ok_or(Error::NotFound)?;
    txn.commit().await?;
    Ok(comment)
}

/// The words go, and all that counted the comment knows. With the episode's row taken.
pub(in crate::domain) async fn take_back(
    app: &App,
    txn: &Txn,
    before: &Comment,
) -> Result<(), Error> {
    storage::comments::erase_text(txn, before.id).await?;
    let mut comment = Comment {
        status: Status::Deleted,
        body_markdown: String::new(),
        body_html: String::new(),
        kept: None,
        pinned_at: None,
        featured_at: None,
        spam_words: None,
        ..before.clone()
    };
    reports::resolve(txn, &mut comment, None, app.env.now()).await?;
    storage::comments::save(txn, &comment).await?;
    threads::settle(txn, before, &comment).await?;
    storage::claims::release(txn, before.id).await?;
    Ok(())
}

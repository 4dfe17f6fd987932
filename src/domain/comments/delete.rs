//! An author takes a comment back.
use super::take;
use crate::{
    app::App,
    domain::{Error, error::Conflict, policy, threads},
    model::{Actor, Comment, CommentId, Status},
    storage,
};

/// Final: the words go, of every revision. Answers stay, under a tombstone.
pub async fn delete(app: &App, actor: &Actor, id: CommentId) -> Result<Comment, Error> {
    let txn = app.db.begin_write().await?;
    let subject = take(app, &txn, actor, id).await?;
    if subject.comment.status == Status::Deleted {
        return Err(Conflict::NotFromHere(Box::new(subject.comment)).into());
    }
    policy::comment::may_delete(subject.scene(app, actor), &subject.comment)?;
    storage::comments::erase_text(&txn, id).await?;
    let comment = storage::comments::update_status(&txn, id, Status::Deleted).await?;
    threads::settle(&txn, &subject.comment, Status::Deleted).await?;
    txn.commit().await?;
    Ok(comment)
}

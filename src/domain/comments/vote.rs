//! Voting for a comment.
use super::take;
use crate::{
    app::App,
    domain::{Error, access, credentials::limits::Operation, policy},
    model::{Actor, Comment, CommentId},
    storage::{self, counts::EpisodeChange},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vote {
    Up,
    None,
}

/// One for each account; voting the same again changes nothing.
pub async fn vote(app: &App, actor: &Actor, id: CommentId, vote: Vote) -> Result<Comment, Error> {
    access::limit_actor(app, Operation::Vote, actor).await?;
    let txn = app.db.begin_short().await?;
    let mut subject = take(app, &txn, actor, id).await?;
    policy::comment::may_vote(subject.scene(app, actor), &subject.comment)?;
    let member = subject.member.id;
    let by = match vote {
        Vote::Up => i32::from(storage::votes::insert(&txn, id, member, app.env.now()).await?),
        Vote::None => -i32::from(storage::votes::delete(&txn, id, member).await?),
    };
    if by != 0 {
        storage::counts::move_score(&txn, id, by).await?;
        let nothing = EpisodeChange::default();
        storage::counts::move_episode(&txn, subject.comment.episode_id, nothing).await?;
        subject.comment.score += by;
    }
    txn.commit().await?;
    Ok(subject.comment)
}

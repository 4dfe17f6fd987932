//! A new comment that everybody may read at once, with all that is counted by it.
use super::row::{first_revision, row};
use crate::{
    model::{Comment, CommentId, Record},
    storage::{
        Txn,
        counts::{self, EpisodeChange, ReplyChange},
        faults::is_taken,
        members,
        together::Together,
    },
};
use entity::{comment, revision};
use sea_orm::{DbErr, EntityTrait, IntoActiveModel};

/// What changes elsewhere with a new comment that everybody may read.
pub struct Around {
    pub record: Record,
    pub episode: EpisodeChange,
    /// What it is filed under and what it answers, which are shown already.
    pub above: Vec<(CommentId, ReplyChange)>,
}

/// As [`super::insert_unless_key_used`], shown to everybody at once.
pub async fn publish_unless_key_used(
    txn: &Txn,
    comment: Comment,
    around: Around,
) -> Result<bool, DbErr> {
    let has_key = comment.idempotency_key.is_some();
    let (id, episode, author) = (comment.id, comment.episode_id, comment.author_id);
    let revision = first_revision(&comment).into_active_model();
    let mut all = Together::on(txn)
        .and(&comment::Entity::insert(row(comment).into_active_model()))
        .and(&revision::Entity::insert(revision))
        .and(&counts::shown_as(id, true));
    for (above, by) in around.above {
        all = all.and(&counts::replies_moved(above, by));
    }
    all = all
        .and(&members::record_moved(author, around.record))
        .and(&counts::episode_moved(txn, episode, around.episode));
    match all.execute(txn).await {
        Err(fault) if has_key && is_taken(&fault) => Ok(false),
        result => result.map(|()| true),
    }
}

//! Counting an episode afresh: what `doctor` compares with, and what an import ends with.
use crate::{
    model::{CommentId, Episode, EpisodeId, Status},
    storage::{
        self, Txn,
        counts::{Counted, EpisodeChange},
    },
};
use sea_orm::{ConnectionTrait, DbErr};
use std::collections::HashMap;

/// What an episode's stored numbers should be and are not.
#[derive(Debug)]
pub struct Drift {
    pub episode_id: EpisodeId,
    /// Comments with the numbers they should have.
    pub comments: Vec<Counted>,
    /// The episode's own numbers, if they should be others.
    pub episode: Option<EpisodeChange>,
}

impl Drift {
    pub fn is_none(&self) -> bool {
        self.comments.is_empty() && self.episode.is_none()
    }
}

pub async fn recount(txn: &Txn, episode: &Episode) -> Result<Drift, DbErr> {
    let stored = storage::counts::list(txn, episode.id).await?;
    let votes = storage::counts::votes(txn, episode.id).await?;
    let counted = count(&stored, &votes);
    let totals = totals(&counted);
    let kept = (
        episode.comment_count,
        episode.pending_count,
        episode.top_count,
    );
    let comments = counted
        .into_iter()
        .zip(&stored)
        .filter(|(right, kept)| right != *kept);
    Ok(Drift {
        episode_id: episode.id,
        comments: comments.map(|(right, _)| right).collect(),
        episode: (kept != (totals.comments, totals.pending, totals.top)).then_some(totals),
    })
}

pub async fn repair(db: &impl ConnectionTrait, drift: &Drift) -> Result<(), DbErr> {
    for comment in &drift.comments {
        storage::counts::set_comment(db, comment).await?;
    }
    if let Some(totals) = drift.episode {
        storage::counts::set_episode(db, drift.episode_id, totals).await?;
    }
    Ok(())
}

/// How many voted for a comment; none where it is missing.
pub(crate) type Votes = HashMap<CommentId, i64>;

/// Starts from what is approved and follows each shown comment upwards, to the tombstones that it
/// holds up.
pub(crate) fn count(stored: &[Counted], votes: &Votes) -> Vec<Counted> {
    let mut counted = stored.to_vec();
    for comment in &mut counted {
        comment.shown = comment.status == Status::Approved;
        (comment.reply_count, comment.answer_count) = (0, 0);
        let votes = votes.get(&comment.id).copied().unwrap_or(0);
        comment.score = i32::try_from(votes).unwrap_or(i32::MAX);
    }
    let index: HashMap<CommentId, usize> = counted
        .iter()
        .enumerate()
        .map(|(index, comment)| (comment.id, index))
        .collect();
    let mut shown: Vec<usize> = (0..counted.len())
        .filter(|&index| counted[index].shown)
        .collect();
    while let Some(at) = shown.pop() {
        let (filed, answered) = (counted[at].nested_under_id, counted[at].parent_id);
        if let Some(&above) = filed.and_then(|id| index.get(&id)) {
            counted[above].reply_count += 1;
            if !std::mem::replace(&mut counted[above].shown, true) {
                shown.push(above);
            }
        }
        if let Some(&above) = answered.and_then(|id| index.get(&id)) {
            counted[above].answer_count += 1;
            if !std::mem::replace(&mut counted[above].shown, true) {
                shown.push(above);
            }
        }
    }
    counted
}

fn totals(counted: &[Counted]) -> EpisodeChange {
    let number = |keep: &dyn Fn(&&Counted) -> bool| {
        i32::try_from(counted.iter().filter(keep).count()).unwrap_or(i32::MAX)
    };
    EpisodeChange {
        comments: number(&|comment| comment.status == Status::Approved),
        pending: number(&|comment| comment.status == Status::Pending),
        top: number(&|comment| comment.shown && comment.nested_under_id.is_none()),
    }
}

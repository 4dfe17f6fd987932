//! Counting an episode afresh: what `doctor` compares with, and what an import ends with.
use crate::{
    model::{CommentId, Episode, EpisodeId, QueueCounts, RevisionId, Status},
    storage::{
        self, Txn,
        counts::{Counted, EpisodeChange},
    },
};
use sea_orm::DbErr;
use std::collections::HashMap;
use uuid::Uuid;

/// What an episode's stored numbers should be and are not.
#[derive(Debug)]
pub struct Drift {
    pub episode_id: EpisodeId,
    /// Comments with the numbers they should have.
    pub comments: Vec<Counted>,
    /// The episode's own numbers, if they should be others.
    pub episode: Option<EpisodeChange>,
    /// Locked comments, with the next locked one above them that they should name.
    pub locks: Vec<(CommentId, Option<CommentId>)>,
}

impl Drift {
    pub fn is_none(&self) -> bool {
        self.comments.is_empty() && self.episode.is_none() && self.locks.is_empty()
    }
}

pub async fn recount(txn: &Txn, episode: &Episode) -> Result<Drift, DbErr> {
    let stored = storage::counts::list(txn, episode.id).await?;
    let kept_apart = KeptApart {
        votes: storage::counts::votes(txn, episode.id).await?,
        reports: storage::counts::reports(txn, episode.id).await?,
        locks: locks(txn, episode.id).await?,
    };
    let counted = count(&stored, &kept_apart);
    let totals = totals(&counted);
    let locks = drifted_locks(&counted, &kept_apart.locks);
    let kept = EpisodeChange {
        comments: episode.comment_count,
        queues: episode.queues,
        top: episode.top_count,
    };
    let comments = counted
        .into_iter()
        .zip(&stored)
        .filter(|(right, kept)| right != *kept);
    Ok(Drift {
        episode_id: episode.id,
        comments: comments.map(|(right, _)| right).collect(),
        episode: (kept != totals).then_some(totals),
        locks,
    })
}

async fn locks(
    txn: &Txn,
    episode: EpisodeId,
) -> Result<HashMap<CommentId, Option<CommentId>>, DbErr> {
    let locks = storage::branches::list(txn, &[episode]).await?;
    let named = locks
        .into_iter()
        .map(|lock| (lock.comment_id, lock.outer_id));
    Ok(named.collect())
}

pub async fn repair(txn: &Txn, drift: &Drift) -> Result<(), DbErr> {
    if drift.is_none() {
        return Ok(());
    }
    for comment in &drift.comments {
        storage::counts::set_comment(txn, comment).await?;
    }
    if let Some(totals) = drift.episode {
        storage::counts::set_episode(txn, drift.episode_id, totals).await?;
    }
    if !drift.locks.is_empty() {
        storage::branches::link(txn, drift.episode_id).await?;
    }
    storage::counts::renew_episode(txn, drift.episode_id).await
}

/// What is kept in tables of its own and counts in comments.
#[derive(Default)]
struct KeptApart {
    /// How many voted for a comment; none where it is missing.
    votes: HashMap<CommentId, i64>,
    /// Open reports and their weight.
    reports: HashMap<CommentId, (i64, i64)>,
    /// Comments whose branch is locked, with the next locked one above that each names.
    locks: HashMap<CommentId, Option<CommentId>>,
}

/// A comment that is about to be written, with others of its thread.
pub(in crate::domain) struct Bare {
    pub(in crate::domain) id: CommentId,
    pub(in crate::domain) parent_id: Option<CommentId>,
    pub(in crate::domain) nested_under_id: Option<CommentId>,
    pub(in crate::domain) status: Status,
    /// Readers go on seeing an earlier text.
    pub(in crate::domain) is_kept: bool,
}

/// What is counted of it.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::domain) struct Tally {
    pub(in crate::domain) shown: bool,
    pub(in crate::domain) reply_count: i32,
    pub(in crate::domain) answer_count: i32,
}

/// Of each, in their order.
pub(in crate::domain) fn tallies(
    thread: impl Iterator<Item = Bare>,
) -> impl Iterator<Item = Tally> {
    let bare = thread.map(|bare| Counted {
        id: bare.id,
        parent_id: bare.parent_id,
        nested_under_id: bare.nested_under_id,
        status: bare.status,
        kept_revision_id: bare.is_kept.then_some(RevisionId(Uuid::nil())),
        reviewed: true,
        shown: false,
        reply_count: 0,
        answer_count: 0,
        score: 0,
        report_count: 0,
        report_weight: 0,
        branch_lock_id: None,
    });
    let counted = count(&bare.collect::<Vec<_>>(), &KeptApart::default());
    counted.into_iter().map(|counted| Tally {
        shown: counted.shown,
        reply_count: counted.reply_count,
        answer_count: counted.answer_count,
    })
}

/// Starts from what is approved and follows each shown comment upwards, to the tombstones that it
/// holds up.
fn count(stored: &[Counted], apart: &KeptApart) -> Vec<Counted> {
    let mut counted = stored.to_vec();
    for comment in &mut counted {
        comment.shown = comment.is_public();
        (comment.reply_count, comment.answer_count) = (0, 0);
        let votes = apart.votes.get(&comment.id).copied().unwrap_or(0);
        comment.score = i32::try_from(votes).unwrap_or(i32::MAX);
        let (reports, weight) = apart.reports.get(&comment.id).copied().unwrap_or((0, 0));
        comment.report_count = i32::try_from(reports).unwrap_or(i32::MAX);
        comment.report_weight = i32::try_from(weight).unwrap_or(i32::MAX);
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
    find_locks(&mut counted, &index, &apart.locks);
    counted
}

/// Each comment's nearest locked one, itself or above it: along what it answers, without
/// recursion, for chains may be as long as the thread.
fn find_locks(
    counted: &mut [Counted],
    index: &HashMap<CommentId, usize>,
    locks: &HashMap<CommentId, Option<CommentId>>,
) {
    if locks.is_empty() {
        for comment in counted {
            comment.branch_lock_id = None;
        }
        return;
    }
    let mut known: Vec<Option<Option<CommentId>>> = vec![None; counted.len()];
    for start in 0..counted.len() {
        let mut chain = Vec::new();
        let mut at = Some(start);
        while let Some(place) = at.filter(|&place| known[place].is_none()) {
            chain.push(place);
            at = counted[place]
                .parent_id
                .and_then(|id| index.get(&id).copied());
        }
        let mut lock = at.and_then(|place| known[place]).flatten();
        for place in chain.into_iter().rev() {
            if locks.contains_key(&counted[place].id) {
                lock = Some(counted[place].id);
            }
            known[place] = Some(lock);
            counted[place].branch_lock_id = lock;
        }
    }
}

/// Locks that name another than the nearest locked comment above theirs.
fn drifted_locks(
    counted: &[Counted],
    locks: &HashMap<CommentId, Option<CommentId>>,
) -> Vec<(CommentId, Option<CommentId>)> {
    if locks.is_empty() {
        return Vec::new();
    }
    let nearest: HashMap<CommentId, Option<CommentId>> = counted
        .iter()
        .map(|comment| (comment.id, comment.branch_lock_id))
        .collect();
    let locked = counted
        .iter()
        .filter_map(|comment| Some((comment, *locks.get(&comment.id)?)));
    let drifted = locked.filter_map(|(comment, named)| {
        let above = comment.parent_id.and_then(|id| nearest.get(&id).copied());
        let right = above.flatten();
        (named != right).then_some((comment.id, right))
    });
    drifted.collect()
}

fn totals(counted: &[Counted]) -> EpisodeChange {
    let number = |keep: &dyn Fn(&&Counted) -> bool| {
        i32::try_from(counted.iter().filter(keep).count()).unwrap_or(i32::MAX)
    };
    EpisodeChange {
        comments: number(&|comment| comment.is_public()),
        queues: QueueCounts {
            pending: number(&|comment| comment.status == Status::Pending),
            approved: number(&|comment| comment.status == Status::Approved),
            rejected: number(&|comment| comment.status == Status::Rejected),
            spam: number(&|comment| comment.status == Status::Spam),
            unreviewed: number(&|comment| comment.status == Status::Approved && !comment.reviewed),
            reported: number(&|comment| comment.report_count > 0),
        },
        top: number(&|comment| comment.shown && comment.nested_under_id.is_none()),
    }
}

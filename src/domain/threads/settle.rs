//! What a change of a comment's status means for all that is counted: one place, called in the
//! transaction that makes the change, with the episode's row taken.
use crate::{
    model::{Change, Comment, QueueCounts, Record, Status, Visibility},
    storage::{
        self, Txn,
        comments::Around,
        counts::{EpisodeChange, ReplyChange},
    },
};
use sea_orm::DbErr;

/// Inserts a new comment, with what it answers; none where its author has used its key elsewhere.
pub async fn add(
    txn: &Txn,
    comment: Comment,
    parent: Option<&Comment>,
) -> Result<Option<Comment>, DbErr> {
    // What stands above a comment that is shown is shown as well.
    if comment.is_public() && parent.is_none_or(|parent| parent.shown) {
        return publish(txn, comment).await;
    }
    if !storage::comments::insert_unless_key_used(txn, comment.clone()).await? {
        return Ok(None);
    }
    appear(txn, comment).await.map(Some)
}

/// As [`appear`], where nobody else comes into view or goes.
async fn publish(txn: &Txn, comment: Comment) -> Result<Option<Comment>, DbErr> {
    let around = Around {
        record: Record::of(comment.status),
        episode: EpisodeChange {
            top: i32::from(comment.nested_under_id.is_none()),
            ..tally(&comment)
        },
        above: above(&comment, 1),
    };
    txn.touch(Change::queued(&comment));
    let is_new = storage::comments::publish_unless_key_used(txn, comment.clone(), around).await?;
    Ok(is_new.then_some(Comment {
        shown: true,
        ..comment
    }))
}

/// A new comment has been inserted, not yet shown.
async fn appear(txn: &Txn, comment: Comment) -> Result<Comment, DbErr> {
    let mut change = tally(&comment);
    let mut settled = comment.clone();
    if comment.is_public() {
        settled.shown = true;
        change.top = show(txn, &comment, true).await?;
    }
    storage::members::move_record(txn, comment.author_id, Record::of(comment.status)).await?;
    let episode = comment.episode_id;
    if settled.shown {
        storage::counts::move_episode(txn, episode, change).await?;
    } else {
        storage::counts::count_unseen(txn, episode, change).await?;
    }
    txn.touch(Change::queued(&comment));
    Ok(settled)
}

/// A comment, read in this transaction as `before`, has been saved as `after`.
pub async fn settle(txn: &Txn, before: &Comment, after: &Comment) -> Result<(), DbErr> {
    let mut change = difference(tally(after), tally(before));
    let moved = Record::of(after.status).minus(Record::of(before.status));
    storage::members::move_record(txn, before.author_id, moved).await?;
    let shown = after.is_to_be_shown();
    if shown != before.shown {
        change.top = show(txn, before, shown).await?;
    }
    txn.touch(Change::queued(before));
    if shown == before.shown && (!shown || seen(before) == seen(after)) {
        return storage::counts::count_unseen(txn, before.episode_id, change).await;
    }
    storage::counts::touch_comment(txn, before.id).await?;
    storage::counts::move_episode(txn, before.episode_id, change).await
}

/// What every reader sees of a comment that they see, but for what is counted in it.
fn seen(comment: &Comment) -> impl PartialEq + use<'_> {
    let all = Visibility::Shown;
    let tombstone = comment.tombstone_for(all);
    let kept = comment.kept_for(all);
    let text = kept.map_or((&comment.body_html, comment.edited_at), |kept| {
        (&kept.body_html, kept.edited_at)
    });
    let marks = (
        comment.pinned_at,
        comment.featured_at,
        comment.moment_seconds,
    );
    (tombstone, tombstone.is_none().then_some((text, marks)))
}

/// Where one comment counts, but for its place in the thread.
fn tally(comment: &Comment) -> EpisodeChange {
    let is = |status| i32::from(comment.status == status);
    EpisodeChange {
        comments: i32::from(comment.is_public()),
        queues: QueueCounts {
            pending: is(Status::Pending),
            approved: is(Status::Approved),
            rejected: is(Status::Rejected),
            spam: is(Status::Spam),
            unreviewed: i32::from(comment.status == Status::Approved && !comment.reviewed),
            reported: i32::from(comment.report_count > 0),
        },
        top: 0,
    }
}

fn difference(after: EpisodeChange, before: EpisodeChange) -> EpisodeChange {
    let (now, then) = (after.queues, before.queues);
    EpisodeChange {
        comments: after.comments - before.comments,
        queues: QueueCounts {
            pending: now.pending - then.pending,
            approved: now.approved - then.approved,
            rejected: now.rejected - then.rejected,
            spam: now.spam - then.spam,
            unreviewed: now.unreviewed - then.unreviewed,
            reported: now.reported - then.reported,
        },
        top: after.top - before.top,
    }
}

/// Shows or hides a comment, and with it the tombstones above that stood only for it. Returns how
/// the number of shown comments without a parent moves.
async fn show(txn: &Txn, comment: &Comment, shown: bool) -> Result<i32, DbErr> {
    let by = if shown { 1 } else { -1 };
    let mut top = 0;
    let mut changed = vec![comment.clone()];
    while let Some(comment) = changed.pop() {
        // It may have been reached twice: as what is answered, and as what is filed under.
        if !storage::counts::set_shown(txn, comment.id, shown).await? {
            continue;
        }
        if comment.nested_under_id.is_none() {
            top += by;
        }
        for (above, change) in above(&comment, by) {
            let Some(above) = storage::counts::move_replies(txn, above, change).await? else {
                continue;
            };
            if above.shown != above.is_to_be_shown() {
                changed.push(above);
            }
        }
    }
    Ok(top)
}

/// The comments whose numbers move with this one: what it is filed under and what it answers,
/// mostly the same.
fn above(comment: &Comment, by: i32) -> Vec<(crate::model::CommentId, ReplyChange)> {
    match (comment.nested_under_id, comment.parent_id) {
        (Some(filed), Some(answered)) if filed == answered => {
            vec![(
                filed,
                ReplyChange {
                    replies: by,
                    answers: by,
                },
            )]
        }
        (filed, answered) => {
            let filed = filed.map(|id| {
                (
                    id,
                    ReplyChange {
                        replies: by,
                        answers: 0,
                    },
                )
            });
            let answered = answered.map(|id| {
                (
                    id,
                    ReplyChange {
                        replies: 0,
                        answers: by,
                    },
                )
            });
            filed.into_iter().chain(answered).collect()
        }
    }
}

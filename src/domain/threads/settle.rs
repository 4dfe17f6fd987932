//! What a change of a comment's status means for all that is counted: one place, called in the
//! transaction that makes the change, with the episode's row taken.
use crate::{
    model::{Comment, Status},
    storage::{
        self, Txn,
        counts::{EpisodeChange, ReplyChange},
    },
};
use sea_orm::DbErr;

/// A new comment has been inserted, not yet shown.
pub async fn appear(txn: &Txn, comment: &Comment) -> Result<Comment, DbErr> {
    let mut change = EpisodeChange {
        pending: pending(comment.status),
        ..EpisodeChange::default()
    };
    let mut settled = comment.clone();
    if comment.status == Status::Approved {
        change.comments = 1;
        storage::members::add_approved(txn, comment.author_id, 1).await?;
        settled.shown = true;
        change.top = show(txn, comment, true).await?;
    }
    storage::counts::move_episode(txn, comment.episode_id, change).await?;
    Ok(settled)
}

/// A comment's status has changed from `before`'s to `status`.
pub async fn settle(txn: &Txn, before: &Comment, status: Status) -> Result<(), DbErr> {
    let approved = approved(status) - approved(before.status);
    let mut change = EpisodeChange {
        comments: approved,
        pending: pending(status) - pending(before.status),
        top: 0,
    };
    if approved != 0 {
        storage::members::add_approved(txn, before.author_id, approved).await?;
    }
    let shown = before.is_shown_as(status);
    if shown != before.shown {
        change.top = show(txn, before, shown).await?;
    }
    storage::counts::move_episode(txn, before.episode_id, change).await
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
            if above.shown != above.is_shown_as(above.status) {
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

fn approved(status: Status) -> i32 {
    i32::from(status == Status::Approved)
}

fn pending(status: Status) -> i32 {
    i32::from(status == Status::Pending)
}

//! Locked branches. Each comment knows the nearest locked one, itself or above it along what it
//! answers; each lock knows the next one above. So one look finds out whether a branch is locked,
//! however deep it is, and locks end by the clock.
use super::Setting;
use crate::{
    app::App,
    domain::{Error, policy::Branch},
    model::{Actor, BranchLock, Comment, CommentId, EpisodeId},
    storage::{self, Txn},
};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};
use std::{cmp::Reverse, collections::HashMap, sync::Arc};

/// All locks of some episodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Locks(HashMap<CommentId, Arc<BranchLock>>);

impl Locks {
    pub(super) async fn load(
        &mut self,
        db: &impl ConnectionTrait,
        episodes: &[EpisodeId],
    ) -> Result<(), DbErr> {
        let locks = storage::branches::list(db, episodes).await?;
        self.0.extend(
            locks
                .into_iter()
                .map(|lock| (lock.comment_id, Arc::new(lock))),
        );
        Ok(())
    }

    /// The nearest lock over a comment that the clock has not ended.
    pub(super) fn over(&self, comment: &Comment, now: DateTime<Utc>) -> Option<&Arc<BranchLock>> {
        let mut next = comment.branch_lock_id;
        // At most as many steps as there are locks, even if they stood in a circle.
        for _ in 0..self.0.len() {
            let lock = self.0.get(&next?)?;
            if lock.holds_at(now) {
                return Some(lock);
            }
            next = lock.outer_id;
        }
        None
    }
}

const LISTED_MAX: usize = 100;

/// Those of an episode that hold now, the newest first. None for who does not moderate there.
pub async fn branch_locks(
    app: &App,
    actor: &Actor,
    setting: &Setting,
) -> Result<Option<Vec<BranchLock>>, Error> {
    if !actor.moderates_threads(setting.site.id) {
        return Ok(None);
    }
    let now = app.env.now();
    let mut locks = storage::branches::list(app.db.read(), &[setting.episode.id]).await?;
    locks.retain(|lock| lock.holds_at(now));
    locks.sort_unstable_by_key(|lock| Reverse((lock.created_at, lock.comment_id)));
    locks.truncate(LISTED_MAX);
    Ok(Some(locks))
}

/// Whether somebody who answers a comment would do so in a locked branch.
pub async fn branch(
    db: &impl ConnectionTrait,
    comment: &Comment,
    now: DateTime<Utc>,
) -> Result<Branch, DbErr> {
    if comment.branch_lock_id.is_none() {
        return Ok(Branch::Open);
    }
    let mut locks = Locks::default();
    locks.load(db, &[comment.episode_id]).await?;
    Ok(Branch::under(locks.over(comment, now).map(Arc::as_ref)))
}

/// Locks a comment's branch, or changes its lock. With the episode's row taken.
pub(in crate::domain) async fn put_lock(
    txn: &Txn,
    comment: &Comment,
    lock: BranchLock,
) -> Result<(), DbErr> {
    storage::branches::save(txn, lock).await?;
    if comment.branch_lock_id != Some(comment.id) {
        storage::branches::spread(txn, comment).await?;
        storage::branches::link(txn, comment.episode_id).await?;
    }
    storage::counts::renew_episode(txn, comment.episode_id).await
}

/// Takes a lock away. With the episode's row taken.
pub(in crate::domain) async fn take_lock(txn: &Txn, lock: &BranchLock) -> Result<(), DbErr> {
    storage::branches::withdraw(txn, lock).await?;
    storage::branches::delete(txn, lock.comment_id).await?;
    storage::branches::link(txn, lock.episode_id).await?;
    storage::counts::renew_episode(txn, lock.episode_id).await
}

/// What the log keeps for an undo: the lock there was before, if any.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Past {
    lock: Option<PastLock>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PastLock {
    reason: Option<String>,
    locked_until: Option<DateTime<Utc>>,
    locked_at: DateTime<Utc>,
}

pub(in crate::domain) fn encode_lock(lock: Option<&BranchLock>) -> String {
    let past = Past {
        lock: lock.map(|lock| PastLock {
            reason: lock.reason.clone(),
            locked_until: lock.locked_until,
            locked_at: lock.created_at,
        }),
    };
    serde_json::json!(past).to_string()
}

/// Puts the lock of a comment's branch back as the details of a log entry keep it: as it was
/// before what the entry tells of. With the episode's row taken; whether the details keep one.
pub async fn put_branch_back(txn: &Txn, comment: &Comment, details: &str) -> Result<bool, Error> {
    let Ok(past) = serde_json::from_str::<Past>(details) else {
        return Ok(false);
    };
    let now = storage::branches::find(txn, comment.id).await?;
    match (past.lock, now) {
        (Some(lock), now) => {
            let lock = BranchLock {
                comment_id: comment.id,
                episode_id: comment.episode_id,
                outer_id: now.map_or(comment.branch_lock_id, |lock| lock.outer_id),
                reason: lock.reason,
                locked_until: lock.locked_until,
                created_at: lock.locked_at,
            };
            put_lock(txn, comment, lock).await?;
        }
        (None, Some(lock)) => take_lock(txn, &lock).await?,
        (None, None) => {}
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Beginning, MemberId, RevisionId, SiteId};
    use chrono::Duration;
    use uuid::Uuid;

    fn id(number: u128) -> CommentId {
        CommentId(Uuid::from_u128(number))
    }

    /// A lock on `number` below one on `outer`, over after so many minutes.
    fn lock(
        (number, outer, minutes): (u128, Option<u128>, Option<i64>),
    ) -> (CommentId, Arc<BranchLock>) {
        let begin = DateTime::UNIX_EPOCH;
        let lock = BranchLock {
            comment_id: id(number),
            episode_id: EpisodeId(Uuid::nil()),
            outer_id: outer.map(id),
            reason: None,
            locked_until: minutes.map(|minutes| begin + Duration::minutes(minutes)),
            created_at: begin,
        };
        (id(number), Arc::new(lock))
    }

    fn below(lock: Option<u128>) -> Comment {
        let beginning = Beginning {
            id: id(99),
            revision_id: RevisionId(Uuid::nil()),
            site_id: SiteId(Uuid::nil()),
            episode_id: EpisodeId(Uuid::nil()),
            author_id: MemberId(Uuid::nil()),
            created_at: DateTime::UNIX_EPOCH,
        };
        Comment {
            branch_lock_id: lock.map(id),
            ..Comment::blank(beginning)
        }
    }

    #[test]
    fn the_nearest_lock_that_still_holds_is_found() {
        let locks = [
            (1, None, None),
            (2, Some(1), Some(5)),
            (3, Some(2), Some(9)),
            (4, None, Some(5)),
            // What no statement makes must not hang either.
            (5, Some(6), Some(0)),
            (6, Some(5), Some(0)),
        ];
        let locks = Locks(locks.map(lock).into());
        for (nearest, minute, holding) in [
            (None, 0, None),
            (Some(1), 99, Some(1)),
            (Some(2), 4, Some(2)),
            (Some(2), 5, Some(1)),
            (Some(3), 8, Some(3)),
            (Some(3), 9, Some(1)),
            (Some(4), 4, Some(4)),
            (Some(4), 5, None),
            (Some(5), 1, None),
            (Some(7), 0, None),
        ] {
            let now = DateTime::UNIX_EPOCH + Duration::minutes(minute);
            let found = locks.over(&below(nearest), now);
            let found = found.map(|lock| lock.comment_id);
            assert_eq!(found, holding.map(id), "{nearest:?} at {minute}");
        }
    }
}

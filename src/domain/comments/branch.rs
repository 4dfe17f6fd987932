//! Moderators lock a branch and unlock it.
use super::{Subject, take};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        error::Conflict,
        log, policy,
        threads::{self, Terms},
    },
    model::{Action, Actor, BranchLock, Comment, CommentId, ThreadState},
    storage::{self, Txn},
};

/// Lets only moderators answer the comment and whatever is below it. Locking again changes reason
/// and end. Once this has been answered, no answer of a commenter commits after it.
pub async fn lock_branch(
    app: &App,
    actor: &Actor,
    id: CommentId,
    terms: Terms,
) -> Result<Comment, Error> {
    let terms = threads::checked(app, terms)?;
    access::limit_actor(app, Operation::Moderate, actor).await?;
    let txn = app.db.begin_write().await?;
    let subject = taken(app, &txn, actor, id).await?;
    let now = app.env.now();
    let before = storage::branches::find(&txn, id).await?;
    let held = before.as_ref().filter(|lock| lock.holds_at(now));
    let lock = BranchLock {
        comment_id: id,
        episode_id: subject.comment.episode_id,
        outer_id: before
            .as_ref()
            .map_or(subject.comment.branch_lock_id, |lock| lock.outer_id),
        reason: terms.reason.clone(),
        locked_until: terms.until,
        created_at: held.map_or(now, |lock| lock.created_at),
    };
    if held == Some(&lock) {
        return Err(Conflict::Nothing("the branch is locked").into());
    }
    let entry = entry(&subject, Action::LockBranch, (before.as_ref(), held), terms);
    log::record(app, &txn, log::By::member(actor, subject.member.id), entry).await?;
    threads::put_lock(&txn, &subject.comment, lock).await?;
    saved(txn, id).await
}

/// Takes away the lock of this very comment: what is locked further above stays so.
pub async fn unlock_branch(
    app: &App,
    actor: &Actor,
    id: CommentId,
    terms: Terms,
) -> Result<Comment, Error> {
    let terms = threads::checked(app, terms)?;
    access::limit_actor(app, Operation::Moderate, actor).await?;
    let txn = app.db.begin_write().await?;
    let subject = taken(app, &txn, actor, id).await?;
    let now = app.env.now();
    let lock = storage::branches::find(&txn, id).await?;
    let Some(lock) = lock.filter(|lock| lock.holds_at(now)) else {
        return Err(Conflict::Nothing("no lock is on this comment itself").into());
    };
    let locks = (Some(&lock), Some(&lock));
    let entry = entry(&subject, Action::UnlockBranch, locks, terms);
    log::record(app, &txn, log::By::member(actor, subject.member.id), entry).await?;
    threads::take_lock(&txn, &lock).await?;
    saved(txn, id).await
}

async fn taken<'a>(
    app: &App,
    txn: &Txn,
    actor: &'a Actor,
    id: CommentId,
) -> Result<Subject<'a>, Error> {
    let subject = take(app, txn, actor, id).await?;
    policy::site::may_moderate_threads(actor, &subject.setting.site, app.env.now())?;
    Ok(subject)
}

async fn saved(txn: Txn, id: CommentId) -> Result<Comment, Error> {
    let comment = storage::comments::find_any(&txn, id)
        .await?
        .ok_or(Error::NotFound)?;
    txn.commit().await?;
    Ok(comment)
}

/// Of the lock before: what is kept, and what still held.
fn entry(
    subject: &Subject<'_>,
    action: Action,
    (before, held): (Option<&BranchLock>, Option<&BranchLock>),
    terms: Terms,
) -> log::Entry {
    let state = |is_locked| {
        let state = if is_locked {
            ThreadState::Locked
        } else {
            ThreadState::Open
        };
        threads::state_name(state).to_owned()
    };
    let comment = &subject.comment;
    log::Entry {
        from: Some(state(held.is_some())),
        to: Some(state(action == Action::LockBranch)),
        reason: terms.reason,
        note: terms.private_note,
        episode_id: Some(comment.episode_id),
        details: Some(threads::encode_lock(before)),
        ..log::Entry::new(action, comment.site_id, comment.id.0)
    }
}

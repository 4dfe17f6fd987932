//! What every decision does, whoever makes it and however many comments it is for.
use super::{Ruled, Ruling, name, past::Past};
use crate::{
    app::App,
    domain::{Error, jobs, log, reports, spam, threads},
    model::{Action, Comment, HoldReason, Learned, LogEntryId, RejectReason, Status},
    storage::{self, Txn},
};

/// A decision on one comment.
pub(super) struct Act<'a> {
    by: log::By<'a>,
    action: Action,
    status: Status,
    reason: Option<RejectReason>,
    author_note: Option<String>,
    private_note: Option<String>,
    /// The entry of the whole that this is a part of.
    pub(super) batch_id: Option<LogEntryId>,
}

impl<'a> Act<'a> {
    pub(super) fn new(by: log::By<'a>, ruling: &Ruling) -> Self {
        let (action, status) = match ruling.ruled {
            Ruled::Approve => (Action::ApproveComment, Status::Approved),
            Ruled::Reject { .. } => (Action::RejectComment, Status::Rejected),
            Ruled::Spam => (Action::MarkSpam, Status::Spam),
            Ruled::Restore => (Action::RestoreComment, Status::Pending),
        };
        let (reason, author_note) = match &ruling.ruled {
            Ruled::Reject { reason, note } => (Some(*reason), note.clone()),
            _ => (None, None),
        };
        Self {
            by,
            action,
            status,
            reason,
            author_note,
            private_note: ruling.private_note.clone(),
            batch_id: None,
        }
    }
}

/// With the episode's row taken, and `before` read after that.
pub(super) async fn carry_out(
    app: &App,
    txn: &Txn,
    before: &Comment,
    act: Act<'_>,
) -> Result<Comment, Error> {
    let entry = log::Entry {
        revision_id: Some(before.revision_id),
        from: Some(name(before.status)),
        to: Some(name(act.status)),
        reason: act.reason.map(|reason| reason.as_str().to_owned()),
        episode_id: Some(before.episode_id),
        note: act.private_note,
        details: Some(Past::of(before).encode()),
        batch_id: act.batch_id,
        ..log::Entry::new(act.action, before.site_id, before.id.0)
    };
    let entry = log::record(app, txn, act.by, entry).await?;
    let decided = act.status != Status::Pending;
    let approved = act.status == Status::Approved;
    let mut after = Comment {
        status: act.status,
        decision_id: Some(entry).filter(|_| decided),
        reject_reason: act.reason,
        author_note: act.author_note,
        reviewed: decided,
        kept: None,
        pinned_at: before.pinned_at.filter(|_| approved),
        featured_at: before.featured_at.filter(|_| approved),
        ..before.clone()
    };
    if act.status == Status::Pending && !after.hold_reasons.contains(&HoldReason::Restored) {
        after.hold_reasons.push(HoldReason::Restored);
    }
    // People first, words after them: in one order, whatever is moved of either.
    reports::lock_people(txn, before).await?;
    reports::resolve(txn, &mut after, Some(entry), app.env.now()).await?;
    let lesson = match (act.action, act.reason) {
        (Action::ApproveComment, _) => Some(Learned::Ham),
        (Action::MarkSpam, _) | (_, Some(RejectReason::Spam)) => Some(Learned::Spam),
        _ => None,
    };
    spam::learn(txn, &mut after, lesson).await?;
    storage::comments::save(txn, &after).await?;
    threads::settle(txn, before, &after).await?;
    storage::claims::release(txn, before.id).await?;
    jobs::correct(app, txn, before, &after).await?;
    let comment = storage::comments::find_any(txn, before.id).await?;
    comment.ok_or(Error::NotFound)
}

//! What a decision makes of the reports.
use crate::{
    app::App,
    domain::{Error, threads},
    model::{Comment, LogEntryId, MemberId, ReportOutcome, Resolution, Status},
    storage::{self, Txn, reports::Which},
};
use chrono::{DateTime, Utc};

/// Resolves all open reports of a comment together, by the status that it has been given, and moves
/// the records of those who gave them. Zeroes the comment's own numbers, which the caller then saves
/// and settles. Back in the queue, they wait on.
pub async fn resolve(
    txn: &Txn,
    comment: &mut Comment,
    decision_id: Option<LogEntryId>,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    let Some(outcome) = outcome(comment.status).filter(|_| comment.report_count > 0) else {
        return Ok(());
    };
    let resolution = Resolution {
        at,
        outcome,
        decision_id,
    };
    let people = (comment.id, comment.author_id);
    storage::reports::lock_people(txn, people, Which::Open).await?;
    let open = (comment.id, Which::Open);
    storage::reports::move_records(txn, open, outcome, 1).await?;
    storage::reports::set_resolution(txn, comment.id, Which::Open, Some(resolution)).await?;
    (comment.report_count, comment.report_weight) = (0, 0);
    Ok(())
}

/// Takes the rows of a comment's author and of those who have reported it, before anything else
/// that several threads have in common.
pub async fn lock_people(txn: &Txn, comment: &Comment) -> Result<(), Error> {
    let people = (comment.id, comment.author_id);
    Ok(storage::reports::lock_people(txn, people, Which::Any).await?)
}

fn outcome(status: Status) -> Option<ReportOutcome> {
    match status {
        Status::Pending => None,
        Status::Approved => Some(ReportOutcome::Dismissed),
        Status::Rejected | Status::Spam => Some(ReportOutcome::Upheld),
        Status::Deleted => Some(ReportOutcome::Moot),
    }
}

/// Takes back what a decision made of the reports: they wait again, and count in the comment, which
/// the caller then saves and settles.
pub async fn reopen(txn: &Txn, comment: &mut Comment, decision: LogEntryId) -> Result<(), Error> {
    let resolved = Which::ResolvedBy(decision);
    let outcome = storage::reports::outcome_of(txn, comment.id, decision).await?;
    let Some(outcome) = outcome else {
        return Ok(());
    };
    let people = (comment.id, comment.author_id);
    storage::reports::lock_people(txn, people, resolved).await?;
    let (number, weight) = storage::reports::sum(txn, comment.id, resolved).await?;
    storage::reports::move_records(txn, (comment.id, resolved), outcome, -1).await?;
    storage::reports::set_resolution(txn, comment.id, resolved, None).await?;
    comment.report_count += number;
    comment.report_weight += weight;
    Ok(())
}

/// Whoever turns out to be the author of what they reported has no report of it open. With the rows
/// of the author's episodes taken.
pub async fn withdraw(
    app: &App,
    txn: &Txn,
    reporter: MemberId,
    author: MemberId,
) -> Result<(), Error> {
    let resolution = Resolution {
        at: app.env.now(),
        outcome: ReportOutcome::Moot,
        decision_id: None,
    };
    for report in storage::reports::list_open_between(txn, reporter, author).await? {
        let found = storage::comments::find_any(txn, report.comment_id).await?;
        let before = found.ok_or(Error::NotFound)?;
        let after = Comment {
            report_count: before.report_count - 1,
            report_weight: before.report_weight - report.weight,
            ..before.clone()
        };
        storage::reports::resolve_one(txn, report.id, resolution).await?;
        storage::comments::save(txn, &after).await?;
        threads::settle(txn, &before, &after).await?;
    }
    Ok(())
}

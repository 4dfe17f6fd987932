//! Enough readers have reported a comment: it waits for a moderator.
use super::weight::FULL;
use crate::{
    app::App,
    domain::{Error, decisions, log, moderation::Verdict},
    model::{Action, Actor, Comment, HoldReason, Status},
    storage::{self, Txn},
};

/// `comment` is changed where the open reports of distinct readers weigh enough and no moderator has
/// approved what readers see.
pub(super) async fn hold_if_due(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    comment: &mut Comment,
) -> Result<(), Error> {
    if is_vouched(txn, comment).await? {
        return Ok(());
    }
    let threshold = storage::rules::report_threshold(txn, comment.site_id).await?;
    let Some(threshold) = threshold else {
        return Ok(());
    };
    let weight = storage::reports::weight_of_readers(txn, comment.id).await?;
    if weight < i64::from(threshold) * i64::from(FULL) {
        return Ok(());
    }
    let entry = log::Entry {
        revision_id: Some(comment.revision_id),
        from: Some(decisions::name(comment.status)),
        to: Some(decisions::name(Status::Pending)),
        reason: Some(HoldReason::Reported.as_str().to_owned()),
        episode_id: Some(comment.episode_id),
        ..log::Entry::new(Action::JudgeComment, comment.site_id, comment.id.0)
    };
    log::record(app, txn, log::By::rule(actor), entry).await?;
    comment.status = Status::Pending;
    // Nor do readers go on seeing an older text, and nothing hidden takes the place of a pin.
    comment.kept = None;
    (comment.pinned_at, comment.featured_at) = (None, None);
    if !comment.hold_reasons.contains(&HoldReason::Reported) {
        comment.hold_reasons.push(HoldReason::Reported);
    }
    Ok(())
}

/// A moderator stands for the text that readers see.
async fn is_vouched(txn: &Txn, comment: &Comment) -> Result<bool, Error> {
    match &comment.kept {
        Some(kept) if comment.status == Status::Pending => {
            let text = (comment.id, kept.revision_id);
            Ok(storage::log::was_approved(txn, text).await?)
        }
        _ => Ok(comment.reviewed),
    }
}

/// What readers had hidden does not come back by a change of its text: a moderator decides.
pub fn keep_held(before: &Comment, verdict: &mut Verdict) {
    let hidden = before.status == Status::Pending
        && before.report_count > 0
        && before.hold_reasons.contains(&HoldReason::Reported);
    if hidden && matches!(verdict.status, Status::Approved | Status::Pending) {
        verdict.status = Status::Pending;
        if !verdict.reasons.contains(&HoldReason::Reported) {
            verdict.reasons.push(HoldReason::Reported);
        }
    }
}

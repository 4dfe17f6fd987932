//! The end of a job, in one transaction with what it changes: whoever has lost the job to another
//! worker meanwhile changes nothing.
use super::{adviser, is_wanted};
use crate::{
    app::App,
    domain::{
        Error, decisions, log,
        opinions::{self, Adviser, Opinion},
        threads,
    },
    model::{Action, Comment, Job, JobKind, Status},
    storage::{self, Txn},
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::DbErr;

pub(super) enum End {
    /// Nothing is left to do, or to be said.
    Dropped,
    Said(Opinion),
    /// Why, in a line for the site's admins.
    GivenUp(String),
}

/// For how long admins see what was given up, at least.
const REMEMBERED: TimeDelta = TimeDelta::days(30);

/// Jobs that ask for opinions.
pub(super) const ASKING: &[JobKind] = &[JobKind::AkismetCheck, JobKind::WebhookOpinion];

pub(super) async fn conclude(app: &App, job: &Job, end: End) -> Result<(), Error> {
    let txn = app.db.begin_write().await?;
    let comment = lock(&txn, job).await?;
    let (mine, opinion) = match end {
        End::Dropped => (storage::jobs::finish(&txn, job).await?, Opinion::None),
        End::Said(opinion) => (storage::jobs::finish(&txn, job).await?, opinion),
        End::GivenUp(error) => {
            let now = app.env.now();
            let given_up = storage::jobs::give_up(&txn, job, now, error).await?;
            storage::jobs::forget(&txn, job.site_id, now - REMEMBERED).await?;
            (given_up, Opinion::None)
        }
    };
    if !mine {
        return Ok(());
    }
    if let (Some(adviser), Some(before)) = (adviser(job.kind), comment) {
        next(app, &txn, job).await?;
        apply(app, (&txn, job), &before, (adviser, &opinion)).await?;
    }
    txn.commit().await?;
    Ok(())
}

pub(super) async fn postpone(
    app: &App,
    job: &Job,
    due_at: DateTime<Utc>,
    error: String,
) -> Result<(), Error> {
    let txn = app.db.begin_write().await?;
    if storage::jobs::postpone(&txn, job, due_at, error).await? {
        next(app, &txn, job).await?;
        txn.commit().await?;
    }
    Ok(())
}

/// The comment that opinions are about, with its episode's row taken; none when it has changed so
/// that they are wanted no longer.
async fn lock(txn: &Txn, job: &Job) -> Result<Option<Comment>, DbErr> {
    let (Some(id), Some(_)) = (job.comment_id, adviser(job.kind)) else {
        return Ok(None);
    };
    let Some(found) = storage::comments::find_any(txn, id).await? else {
        return Ok(None);
    };
    storage::episodes::lock(txn, found.episode_id).await?;
    let comment = storage::comments::find_any(txn, id).await?;
    Ok(comment.filter(|comment| is_wanted(job, comment)))
}

/// The webhook does not wait for Akismet any longer.
async fn next(app: &App, txn: &Txn, job: &Job) -> Result<(), DbErr> {
    match (job.kind, job.comment_id) {
        (JobKind::AkismetCheck, Some(comment)) => {
            storage::jobs::hasten(txn, comment, JobKind::WebhookOpinion, app.env.now()).await
        }
        _ => Ok(()),
    }
}

async fn apply(
    app: &App,
    (txn, job): (&Txn, &Job),
    before: &Comment,
    (adviser, opinion): (Adviser, &Opinion),
) -> Result<(), Error> {
    let changed = opinions::weigh(before, adviser, opinion);
    if let Some(after) = &changed {
        record(app, (txn, job), (before, after), (adviser, opinion)).await?;
    }
    let mut after = changed.clone().unwrap_or_else(|| before.clone());
    let text = (after.id, after.revision_id);
    let settled = after.status == Status::Approved
        && after.kept.is_some()
        && !storage::jobs::is_any_waiting(txn, text, ASKING).await?;
    if settled {
        // Nobody is left who could hold the newer text.
        after.kept = None;
    }
    if settled || changed.is_some() {
        storage::comments::save(txn, &after).await?;
        threads::settle(txn, before, &after).await?;
    }
    Ok(())
}

async fn record(
    app: &App,
    (txn, job): (&Txn, &Job),
    (before, after): (&Comment, &Comment),
    (adviser, opinion): (Adviser, &Opinion),
) -> Result<(), DbErr> {
    let note = match opinion {
        Opinion::Hold(why) => why.clone(),
        Opinion::Release | Opinion::None => {
            let lifted = before.hold_reasons.iter().map(|reason| reason.as_str());
            format!("Lifted: {}.", lifted.collect::<Vec<_>>().join(", "))
        }
    };
    let entry = log::Entry {
        revision_id: Some(before.revision_id),
        from: Some(decisions::name(before.status)),
        to: Some(decisions::name(after.status)),
        reason: Some(adviser.reason().as_str().to_owned()),
        episode_id: Some(before.episode_id),
        note: Some(note),
        ..log::Entry::new(Action::JudgeComment, before.site_id, before.id.0)
    };
    let job = format!("job-{}", job.id.0.simple());
    let by = log::By {
        member: None,
        correlation_id: Some(&job),
    };
    log::record(app, txn, by, entry).await?;
    Ok(())
}

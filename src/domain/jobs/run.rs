//! Doing one job: others are asked with no transaction open meanwhile.
use super::{
    backoff,
    conclude::{self, End},
    import, mail, name, opinion, picture,
};
use crate::{
    app::App,
    domain::{Error, opinions::Failure},
    model::{Job, JobKind},
    spans,
};
use chrono::TimeDelta;
use std::sync::Arc;
use tracing::Instrument as _;

/// A job that has been taken. An error leaves it to whoever takes it when its time is up.
pub(super) async fn run(app: &Arc<App>, job: &Job) -> Result<(), Error> {
    let watch = app.metrics.watch();
    let span = spans::job(name(job.kind), job.attempts);
    let done = match job.kind {
        // Each statement of an import would be a span: they stand in none, and are not traced.
        JobKind::Import => attempt(app, job).await,
        _ => attempt(app, job).instrument(span.clone()).await,
    };
    if done.is_err() {
        spans::failed(&span, "interrupted");
    }
    app.metrics.jobs.took(name(job.kind), &watch);
    done
}

async fn attempt(app: &Arc<App>, job: &Job) -> Result<(), Error> {
    let attempt = usize::try_from(job.attempts).unwrap_or(usize::MAX);
    if attempt > backoff::ATTEMPTS && job.kind != JobKind::Import {
        return give_up(app, job, "Each attempt was interrupted.").await;
    }
    match job.kind {
        JobKind::Mail => mail::send(app, job).await,
        JobKind::Picture => picture::fetch(app, job).await,
        // It gives up by itself.
        JobKind::Import => import::run(app, job).await,
        JobKind::AkismetCheck
        | JobKind::AkismetSpam
        | JobKind::AkismetHam
        | JobKind::WebhookOpinion => opinion::ask(app, job).await,
    }
}

/// To be tried again, or given up.
pub(super) async fn fail(app: &App, job: &Job, failure: Failure) -> Result<(), Error> {
    let attempts = u32::try_from(job.attempts).unwrap_or(u32::MAX);
    let delay = backoff::delay(attempts).and_then(|delay| TimeDelta::from_std(delay).ok());
    match delay.filter(|_| failure.retry) {
        None => give_up(app, job, &failure.what).await,
        Some(delay) => {
            tracing::info!(
                job.id = %job.id.0,
                job.kind = ?job.kind,
                attempts,
                error = failure.what,
                "a job failed and is tried again later"
            );
            let due_at = app.env.now() + delay;
            conclude::postpone(app, job, due_at, failure.what).await
        }
    }
}

async fn give_up(app: &App, job: &Job, error: &str) -> Result<(), Error> {
    tracing::warn!(
        job.id = %job.id.0,
        job.kind = ?job.kind,
        site.id = %job.site_id.0,
        attempts = job.attempts,
        error,
        "a job is given up"
    );
    conclude::conclude(app, job, End::GivenUp(error.to_owned())).await
}

//! Doing one job: what is still wanted is asked of others, with no transaction open meanwhile.
use super::{
    adviser,
    conclude::{self, End},
    is_wanted,
};
use crate::{
    app::App,
    domain::{
        Error,
        credentials::Secret,
        opinions::{
            Adviser, Failure, Opinion, Subject,
            akismet::{self, Account},
            backoff,
            webhook::{self, Question, Receiver},
        },
        threads::Setting,
    },
    model::{Advisers, Comment, Job, JobKind, Member},
    storage,
};
use chrono::TimeDelta;
use std::sync::Arc;

/// What a job is about, and whom to ask.
struct Scene {
    setting: Setting,
    comment: Comment,
    author: Member,
    advisers: Advisers,
}

/// A job that has been taken. An error leaves it to whoever takes it when its time is up.
pub(super) async fn run(app: &App, job: &Job) -> Result<(), Error> {
    let attempt = usize::try_from(job.attempts).unwrap_or(usize::MAX);
    if attempt > backoff::ATTEMPTS {
        return give_up(app, job, "Each attempt was interrupted.").await;
    }
    let Some(scene) = load(app, job).await? else {
        return conclude::conclude(app, job, End::Dropped).await;
    };
    match call(app, job, &scene).await {
        Ok(Some(opinion)) => conclude::conclude(app, job, End::Said(opinion)).await,
        Ok(None) => conclude::conclude(app, job, End::Dropped).await,
        Err(failure) => fail(app, job, failure).await,
    }
}

/// None when the text is not there any more, or somebody has decided on it.
async fn load(app: &App, job: &Job) -> Result<Option<Scene>, Error> {
    let db = app.db.read();
    let Some(id) = job.comment_id else {
        return Ok(None);
    };
    let found = storage::comments::find_any(db, id).await?;
    let Some(comment) = found.filter(|comment| is_wanted(job, comment)) else {
        return Ok(None);
    };
    let site = storage::sites::find(db, comment.site_id).await?;
    let episode = storage::episodes::find(db, comment.episode_id).await?;
    let author = storage::members::find(db, comment.author_id).await?;
    let advisers = storage::rules::advisers(db, comment.site_id).await?;
    let (Some(site), Some(episode), Some(author)) = (site, episode, author) else {
        return Ok(None);
    };
    Ok(Some(Scene {
        setting: Setting {
            site: Arc::new(site),
            episode,
        },
        comment,
        author,
        advisers,
    }))
}

/// What the other side thinks; none when the site asks it no longer.
async fn call(app: &App, job: &Job, scene: &Scene) -> Result<Option<Opinion>, Failure> {
    let subject = Subject {
        site: &scene.setting.site,
        episode: &scene.setting.episode,
        comment: &scene.comment,
        author: &scene.author,
    };
    if adviser(job.kind) == Some(Adviser::Webhook) {
        let Some(url) = &scene.advisers.webhook_url else {
            return Ok(None);
        };
        let secrets = scene.advisers.webhook_secrets.iter();
        let secrets: Vec<Secret> = secrets.map(Secret::new).collect();
        let receiver = Receiver {
            url,
            secrets: &secrets,
        };
        let question = Question {
            event_id: job.id.0,
            asked_at: app.env.now(),
            subject,
        };
        return webhook::ask(&app.outbound, receiver, question)
            .await
            .map(Some);
    }
    let Some(key) = scene.advisers.akismet_key.as_ref().map(Secret::new) else {
        return Ok(None);
    };
    let account = Account {
        key: &key,
        is_test: false,
    };
    let outbound = &app.outbound;
    match job.kind {
        JobKind::AkismetSpam => akismet::submit_spam(outbound, account, subject)
            .await
            .map(|()| None),
        JobKind::AkismetHam => akismet::submit_ham(outbound, account, subject)
            .await
            .map(|()| None),
        JobKind::AkismetCheck | JobKind::WebhookOpinion | JobKind::Mail => {
            akismet::check(outbound, account, subject).await.map(Some)
        }
    }
}

async fn fail(app: &App, job: &Job, failure: Failure) -> Result<(), Error> {
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

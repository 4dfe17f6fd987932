//! Asking others what they think, or telling them what was decided.
use super::{
    adviser,
    conclude::{self, End},
    is_wanted, run,
};
use crate::{
    app::App,
    domain::{
        Error,
        credentials::Secret,
        opinions::{
            Adviser, Failure, Opinion, Subject,
            akismet::{self, Account},
            webhook::{self, Question, Receiver},
        },
        threads::Setting,
    },
    model::{Advisers, Comment, Job, JobKind, Member},
    storage,
};
use std::sync::Arc;

/// What a job is about, and whom to ask.
struct Scene {
    setting: Setting,
    comment: Comment,
    author: Member,
    advisers: Advisers,
}

pub(super) async fn ask(app: &App, job: &Job) -> Result<(), Error> {
    let Some(scene) = load(app, job).await? else {
        return conclude::conclude(app, job, End::Dropped).await;
    };
    match call(app, job, &scene).await {
        Ok(Some(opinion)) => conclude::conclude(app, job, End::Said(opinion)).await,
        Ok(None) => conclude::conclude(app, job, End::Dropped).await,
        Err(failure) => run::fail(app, job, failure).await,
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
        JobKind::AkismetCheck
        | JobKind::WebhookOpinion
        | JobKind::Mail
        | JobKind::Picture
        | JobKind::Import => akismet::check(outbound, account, subject).await.map(Some),
    }
}

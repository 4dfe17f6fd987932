//! Fetching a member's picture. It stays theirs only if their site has not named another one
//! meanwhile.
use super::{
    conclude::{self, End},
    run,
};
use crate::{
    app::App,
    domain::{
        Error,
        pictures::{self, Fetched},
    },
    model::{Job, MemberId},
    storage,
};

pub(super) async fn fetch(app: &App, job: &Job) -> Result<(), Error> {
    let picture = match job.member_id {
        Some(member) => storage::pictures::find(app.db.read(), member).await?,
        None => None,
    };
    let Some(picture) = picture else {
        return conclude::conclude(app, job, End::Dropped).await;
    };
    match pictures::fetch(app, &picture.source).await {
        Ok(fetched) => fetched_from(app, job, (picture.member_id, &picture.source), fetched).await,
        Err(failure) => run::fail(app, job, failure).await,
    }
}

async fn fetched_from(
    app: &App,
    job: &Job,
    (member, source): (MemberId, &str),
    fetched: Fetched,
) -> Result<(), Error> {
    let txn = app.db.begin_write().await?;
    if !storage::jobs::finish(&txn, job).await? {
        return Ok(());
    }
    match fetched {
        Fetched::Small(bytes) => {
            pictures::keep(&txn, (member, source), bytes, app.env.now()).await?;
        }
        Fetched::Gone => pictures::remove(&txn, member).await?,
    }
    txn.commit().await?;
    Ok(())
}

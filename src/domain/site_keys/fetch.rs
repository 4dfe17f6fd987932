//! A site's key set, as it is kept and as its server has it now.
//!
//! What was fetched is kept in the database, so that all nodes have it, and goes on to count while
//! the server cannot be reached. All nodes together ask for a set at most once a minute, whatever
//! tokens come.
use crate::{
    app::App,
    domain::{Error, credentials::site_token::KeySet},
    model::SiteKey,
    outbound::{Answer, Fault},
    storage,
};
use chrono::TimeDelta;
use std::time::Duration;

/// Between two fetches.
const PAUSE: TimeDelta = TimeDelta::minutes(1);
/// After so long a set is fetched again, so that a key that was taken out of it does not stay.
const FRESH: TimeDelta = TimeDelta::minutes(10);
/// Whoever asks while a fetch is under way, or has just failed, is told to come back then.
const UNDER_WAY: Duration = Duration::from_secs(1);

/// The kept one, fetched again when it is old and its server answers.
pub(super) async fn current(app: &App, set: &SiteKey) -> Result<KeySet, Error> {
    let now = app.env.now();
    let kept = set.key_set.as_deref().map(KeySet::parse);
    let fresh = set.fetched_at.is_some_and(|at| now - at < FRESH);
    match kept {
        Some(kept) if fresh => Ok(kept),
        Some(kept) => Ok(fetched(app, set).await?.unwrap_or(kept)),
        None => Ok(KeySet::default()),
    }
}

/// For a key that is not in the kept one; none when nothing else can be had now.
pub(super) async fn anew(app: &App, set: &SiteKey) -> Result<Option<KeySet>, Error> {
    if let Some(fetched) = fetched(app, set).await? {
        return Ok(Some(fetched));
    }
    // Another request's fetch may have ended since, or be about to.
    let found = storage::site_keys::find(app.db.read(), set.id).await?;
    let Some(found) = found else {
        return Ok(None);
    };
    let deadline = TimeDelta::from_std(app.outbound.settings.deadline).unwrap_or(PAUSE);
    let asked = found.asked_at.filter(|at| app.env.now() - *at < deadline);
    if asked.is_some() && found.fetched_at < asked {
        return Err(Error::Unavailable(UNDER_WAY));
    }
    Ok(found.key_set.as_deref().map(KeySet::parse))
}

async fn fetched(app: &App, set: &SiteKey) -> Result<Option<KeySet>, Error> {
    let now = app.env.now();
    if set.asked_at.is_some_and(|at| now - at < PAUSE) {
        return Ok(None);
    }
    let txn = app.db.begin_write().await?;
    let ours = storage::site_keys::set_out(&txn, set.id, (now - PAUSE, now)).await?;
    txn.commit().await?;
    if !ours {
        return Ok(None);
    }
    let read = match asked(app, set).await {
        Ok(answer) if answer.status == 200 => {
            KeySet::read(&answer.body, set.algorithm).map_err(|fault| fault.to_string())
        }
        Ok(answer) => Err(format!("the server answered {}", answer.status)),
        Err(fault) => Err(fault.to_string()),
    };
    match read {
        Ok(key_set) => {
            let txn = app.db.begin_write().await?;
            let kept = (key_set.to_text(), app.env.now());
            storage::site_keys::keep_set(&txn, set.id, (&kept.0, kept.1)).await?;
            txn.commit().await?;
            Ok(Some(key_set))
        }
        Err(fault) => {
            tracing::warn!(site_key.id = %set.id.0, %fault, "a site's key set could not be fetched");
            Ok(None)
        }
    }
}

async fn asked(app: &App, set: &SiteKey) -> Result<Answer, Fault> {
    let target = app.outbound.target(&set.material.0);
    let target = target.map_err(Fault::Refused)?;
    app.outbound.get(&target, "application/json").await
}

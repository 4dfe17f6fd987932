//! Moderators create and change episodes.
use super::{
    KEY_MAX, TITLE_MAX,
    begin::{add_url, blank, by_page, lock_setting},
};
use crate::{
    app::App,
    domain::{
        Error, access, changes::Changes, credentials::limits::Operation, error::Conflict, input,
        log, policy, sites, text, threads::Setting,
    },
    model::{Action, Actor, Episode, EpisodeId, Mode, Site},
    storage::{self, Txn},
};
use chrono::{DateTime, Utc};
use std::sync::Arc;

pub struct NewEpisode {
    pub site: String,
    pub key: String,
    pub title: String,
    pub url: Option<String>,
    pub published_at: Option<DateTime<Utc>>,
    pub mode: Option<Mode>,
}

/// What is given changes, what is not stays. `Some(None)` takes a value away.
#[derive(Default)]
pub struct Details {
    pub key: Option<String>,
    pub title: Option<String>,
    pub url: Option<Option<String>>,
    pub published_at: Option<Option<DateTime<Utc>>>,
    pub mode: Option<Option<Mode>>,
    /// 0 for never.
    pub close_after_days: Option<Option<i32>>,
}

pub async fn create(app: &App, actor: &Actor, new: NewEpisode) -> Result<Setting, Error> {
    access::signed_in(actor)?;
    let site = sites::get(app, &new.site).await?;
    access::enter(app, actor, &site)?;
    let member = policy::site::may_moderate(actor, &site, app.env.now())?;
    access::limit(app, Operation::Moderate, member).await?;
    let key = input::key("key", &new.key, KEY_MAX)?;
    let episode = Episode {
        title: input::line("title", &new.title, TITLE_MAX)?,
        url: new
            .url
            .map(|url| input::page_url("url", &url))
            .transpose()?,
        published_at: new
            .published_at
            .map(|at| input::time("publishedAt", at))
            .transpose()?,
        mode: new.mode,
        ..blank(app, &site, key)
    };
    let txn = app.db.begin_write().await?;
    storage::episodes::insert_if_new(&txn, episode.clone()).await?;
    let kept = storage::episodes::find_by_key(&txn, site.id, &episode.key).await?;
    if kept.is_none_or(|kept| kept.id != episode.id) {
        return Err(Conflict::Taken("key").into());
    }
    claim_url(app, &txn, &site, &episode).await?;
    let entry = log::Entry {
        episode_id: Some(episode.id),
        ..log::Entry::new(Action::CreateEpisode, site.id, episode.id.0)
    };
    log::record(app, &txn, log::By::member(actor, member.id), entry).await?;
    txn.commit().await?;
    Ok(Setting {
        site: Arc::new(site),
        episode,
    })
}

/// A new address is added to the ones under which the episode is already known.
pub async fn update(
    app: &App,
    actor: &Actor,
    id: EpisodeId,
    details: Details,
) -> Result<Setting, Error> {
    access::limit_actor(app, Operation::Moderate, actor).await?;
    let txn = app.db.begin_write().await?;
    let setting = lock_setting(&txn, id).await?;
    access::enter(app, actor, &setting.site)?;
    let member = policy::site::may_moderate(actor, &setting.site, app.env.now())?;
    let before = &setting.episode;
    let mut episode = before.clone();
    if let Some(key) = details.key {
        episode.key = input::key("key", &key, KEY_MAX)?;
        let kept = storage::episodes::find_by_key(&txn, episode.site_id, &episode.key).await?;
        if kept.is_some_and(|kept| kept.id != id) {
            return Err(Conflict::Taken("key").into());
        }
    }
    if let Some(title) = details.title {
        episode.title = input::line("title", &title, TITLE_MAX)?;
    }
    if let Some(url) = details.url {
        episode.url = url.map(|url| input::page_url("url", &url)).transpose()?;
    }
    if let Some(at) = details.published_at {
        episode.published_at = at.map(|at| input::time("publishedAt", at)).transpose()?;
    }
    episode.mode = details.mode.unwrap_or(episode.mode);
    if let Some(days) = details.close_after_days {
        episode.close_after_days = close_after_days(days)?;
        episode.closes_on = None;
    }
    claim_url(app, &txn, &setting.site, &episode).await?;
    episode.vouched = true;
    let updated = storage::episodes::update_details(&txn, episode).await?;
    let episode = updated.ok_or(Conflict::Taken("key"))?;
    let (from, to) = differences(before, &episode).into_texts();
    let entry = log::Entry {
        from,
        to,
        episode_id: Some(id),
        ..log::Entry::new(Action::UpdateEpisode, episode.site_id, id.0)
    };
    log::record(app, &txn, log::By::member(actor, member.id), entry).await?;
    txn.commit().await?;
    Ok(Setting { episode, ..setting })
}

fn close_after_days(days: Option<i32>) -> Result<Option<i32>, Error> {
    match days {
        Some(days) if !(0..=36_500).contains(&days) => {
            Err(Error::invalid("closeAfterDays", "must be 0 to 36500"))
        }
        days => Ok(days),
    }
}

fn differences(before: &Episode, after: &Episode) -> Changes {
    let mode = |mode: Option<Mode>| mode.map(sites::mode_name);
    let mut changes = Changes::default();
    changes.note("key", &before.key, &after.key);
    changes.note("title", &before.title, &after.title);
    changes.note("url", &before.url, &after.url);
    changes.note("publishedAt", before.published_at, after.published_at);
    changes.note("mode", mode(before.mode), mode(after.mode));
    changes.note("vouched", before.vouched, after.vouched);
    let days = (before.close_after_days, after.close_after_days);
    changes.note("closeAfterDays", days.0, days.1);
    changes.note("closesOn", before.closes_on, after.closes_on);
    changes
}

/// A page that only a comment has named so far comes to the episode that a moderator names it for.
async fn claim_url(app: &App, txn: &Txn, site: &Site, episode: &Episode) -> Result<(), Error> {
    let Some(url) = episode.url.clone() else {
        return Ok(());
    };
    match by_page(txn, site, Some(&url)).await? {
        Some(owner) if owner.id == episode.id => return Ok(()),
        Some(owner) if owner.vouched => return Err(Conflict::Taken("url").into()),
        Some(_) => {
            storage::episodes::remove_url(txn, site.id, &text::url::page_key(&url)).await?;
        }
        None => {}
    }
    if add_url(app, txn, episode, url).await? {
        Ok(())
    } else {
        Err(Conflict::Taken("url").into())
    }
}

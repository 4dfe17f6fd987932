//! Moderators create and change episodes.
use super::{
    KEY_MAX, TITLE_MAX,
    begin::{add_url, blank, by_page, lock_setting},
};
use crate::{
    app::App,
    domain::{Error, access, error::Conflict, input, log, policy, sites, text, threads::Setting},
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
}

pub async fn create(app: &App, actor: &Actor, new: NewEpisode) -> Result<Setting, Error> {
    access::signed_in(actor)?;
    let site = sites::get(app, &new.site).await?;
    access::enter(app, actor, &site)?;
    let member = policy::site::may_moderate(actor, &site, app.env.now())?;
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
    access::signed_in(actor)?;
    let txn = app.db.begin_write().await?;
    let setting = lock_setting(&txn, id).await?;
    access::enter(app, actor, &setting.site)?;
    let member = policy::site::may_moderate(actor, &setting.site, app.env.now())?;
    let mut episode = setting.episode.clone();
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
    claim_url(app, &txn, &setting.site, &episode).await?;
    episode.vouched = true;
    let updated = storage::episodes::update_details(&txn, episode).await?;
    let episode = updated.ok_or(Conflict::Taken("key"))?;
    let entry = log::Entry {
        episode_id: Some(id),
        ..log::Entry::new(Action::UpdateEpisode, episode.site_id, id.0)
    };
    log::record(app, &txn, log::By::member(actor, member.id), entry).await?;
    txn.commit().await?;
    Ok(Setting { episode, ..setting })
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

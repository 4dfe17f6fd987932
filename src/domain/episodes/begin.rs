//! An episode comes into being with its first comment.
use super::{KEY_MAX, TITLE_MAX};
use crate::{
    app::App,
    domain::{Error, comments::EpisodeRef, input, policy, text, threads::Setting},
    model::{Episode, EpisodeId, EpisodeUrlId, QueueCounts, Site, ThreadState},
    storage::{self, Txn},
};
use std::sync::Arc;

/// The episode with its row taken until the transaction ends.
pub async fn lock_setting(txn: &Txn, id: EpisodeId) -> Result<Setting, Error> {
    let episode = storage::episodes::lock(txn, id).await?;
    setting(txn, episode.ok_or(Error::NotFound)?).await
}

async fn setting(txn: &Txn, episode: Episode) -> Result<Setting, Error> {
    let site = storage::sites::find(txn, episode.site_id)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Setting {
        site: Arc::new(site),
        episode,
    })
}

/// The episode that a page names, by key or else by address; a new one when there is none and the
/// page's address belongs to the site.
pub async fn lock_or_begin(
    app: &App,
    txn: &Txn,
    site: &Site,
    wanted: &EpisodeRef,
) -> Result<Setting, Error> {
    let key = input::key("episode.key", &wanted.key, KEY_MAX)?;
    let url = wanted
        .url
        .as_deref()
        .map(|url| input::page_url("episode.url", url))
        .transpose()?;
    if let Some((site, episode)) = storage::with_site::lock(txn, site, &key).await? {
        let site = Arc::new(site);
        return Ok(Setting { site, episode });
    }
    let page = by_page(txn, site, url.as_deref()).await?;
    // An episode that a comment began has no say in where other keys lead.
    if let Some(episode) = page.filter(|episode| episode.vouched) {
        return lock_setting(txn, episode.id).await;
    }
    policy::site::may_begin_episode(
        site,
        url.as_deref().and_then(text::url::origin_of).as_deref(),
    )?;
    let title = wanted.title.clone().unwrap_or_default();
    let title = input::line("episode.title", &title, TITLE_MAX)?;
    let episode = Episode {
        vouched: false,
        url: url.clone(),
        title,
        ..blank(app, site, key.clone())
    };
    // Two first comments at once begin one episode.
    storage::episodes::insert_if_new(txn, episode).await?;
    let episode = storage::episodes::lock_by_key(txn, site.id, &key)
        .await?
        .ok_or(Error::NotFound)?;
    if let Some(url) = url {
        add_url(app, txn, &episode, url).await?;
    }
    setting(txn, episode).await
}

pub(super) async fn by_page(
    db: &impl sea_orm::ConnectionTrait,
    site: &Site,
    url: Option<&str>,
) -> Result<Option<Episode>, Error> {
    let Some(url) = url else {
        return Ok(None);
    };
    Ok(storage::episodes::find_by_page(db, site.id, &text::url::page_key(url)).await?)
}

pub async fn add_url(app: &App, txn: &Txn, episode: &Episode, url: String) -> Result<bool, Error> {
    let id = EpisodeUrlId(app.env.new_id());
    let page_key = text::url::page_key(&url);
    Ok(storage::episodes::add_url(txn, id, episode, (page_key, url)).await?)
}

/// Open and empty, and what the site says it is.
pub fn blank(app: &App, site: &Site, key: String) -> Episode {
    Episode {
        id: EpisodeId(app.env.new_id()),
        site_id: site.id,
        key,
        title: String::new(),
        url: None,
        published_at: None,
        vouched: true,
        state: ThreadState::Open,
        lock_reason: None,
        locked_until: None,
        closed_message: None,
        closed_until: None,
        close_after_days: None,
        closes_on: None,
        mode: None,
        comment_count: 0,
        queues: QueueCounts::default(),
        top_count: 0,
        version: 1,
        renewed_version: 0,
        created_at: app.env.now(),
    }
}

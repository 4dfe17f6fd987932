//! Episodes, and the states of their threads.
use super::{at::At, restoring::Restoring};
use crate::{
    domain::{
        Error, episodes,
        exports::lines,
        imports::{Fault, reading::on_one_line},
        text,
    },
    model::{Episode, EpisodeId},
    storage,
};

pub(super) async fn put(
    to: &mut Restoring<'_>,
    lines: Vec<(At, Box<lines::Episode>)>,
) -> Result<(), Fault> {
    let mut ids = Vec::with_capacity(lines.len());
    for (at, line) in &lines {
        ids.push(at.id("episode", &line.id)?);
    }
    let there = storage::restored::sites_of_episodes(to.txn, &ids).await?;
    for ((at, mut line), id) in lines.into_iter().zip(ids) {
        line.key = on_one_line(&line.key);
        let is_here = to.is_here(&there, (at, id, &line.id))?;
        let found = if is_here {
            Some(EpisodeId(id))
        } else {
            joined(to, &line).await?
        };
        let Some(found) = found else {
            put_episode(to, at, EpisodeId(id), *line).await?;
            to.done.episodes_created += 1;
            to.page_is_new(id);
            continue;
        };
        storage::episodes::lock(to.txn, found).await?;
        to.done.episodes_already_there += 1;
        if found.0 != id {
            to.joined.episodes.insert(id, found.0);
        }
    }
    Ok(())
}

async fn joined(to: &Restoring<'_>, line: &lines::Episode) -> Result<Option<EpisodeId>, Error> {
    if to.is_new {
        return Ok(None);
    }
    let (txn, site) = (to.txn, to.site.id);
    if let Some(found) = storage::episodes::find_by_key(txn, site, &line.key).await? {
        return Ok(Some(found.id));
    }
    for url in &line.urls {
        let key = text::url::page_key(url);
        if let Some(found) = storage::episodes::find_by_page(txn, site, &key).await? {
            return Ok(Some(found.id));
        }
    }
    Ok(None)
}

async fn put_episode(
    to: &Restoring<'_>,
    at: At,
    id: EpisodeId,
    line: lines::Episode,
) -> Result<(), Fault> {
    let mode = line.mode.as_deref().map(|mode| at.word("mode", mode));
    for url in line.urls.iter().chain(&line.url) {
        text::url::page_url(url).map_err(|_| at.bad("url", url))?;
    }
    let episode = Episode {
        id,
        title: line.title,
        url: line.url,
        published_at: line.published_at,
        vouched: line.vouched,
        state: at.word("state", &line.state)?,
        lock_reason: line.lock_reason,
        locked_until: line.locked_until,
        closed_message: line.closed_message,
        closed_until: line.closed_until,
        close_after_days: line.close_after_days,
        closes_on: line.closes_on,
        mode: mode.transpose()?,
        created_at: line.created_at,
        ..episodes::blank(to.app, &to.site, line.key)
    };
    let episode = storage::episodes::insert(to.txn, episode).await?;
    for url in line.urls {
        episodes::add_url(to.app, to.txn, &episode, url).await?;
    }
    Ok(())
}

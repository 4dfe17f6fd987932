//! Looking at episodes, which all may do.
use super::begin::by_page;
use crate::{
    app::App,
    domain::{Error, input, policy, text, threads::Setting},
    model::{Actor, EpisodeId, Page, PageRequest, Site, ThreadState},
    storage::{
        self,
        listed_episodes::{self, Filter},
    },
};
use std::{collections::HashMap, sync::Arc};

/// By key, or by the address of one of its pages.
pub async fn find(app: &App, site_key: &str, key: &str) -> Result<Option<Setting>, Error> {
    let found = storage::with_site::find(&app.db, site_key, key).await?;
    let Some((site, episode)) = found else {
        return Ok(None);
    };
    let episode = match episode {
        Some(episode) => Some(episode),
        None => {
            by_page(
                app.db.read(),
                &site,
                text::url::page_url(key).ok().as_deref(),
            )
            .await?
        }
    };
    Ok(episode.map(|episode| Setting {
        site: Arc::new(site),
        episode,
    }))
}

pub async fn find_by_id(app: &App, id: EpisodeId) -> Result<Option<Setting>, Error> {
    let db = app.db.read();
    let Some(episode) = storage::episodes::find(db, id).await? else {
        return Ok(None);
    };
    let site = storage::sites::find(db, episode.site_id).await?;
    Ok(site.map(|site| Setting {
        site: Arc::new(site),
        episode,
    }))
}

/// One page of a site's episodes, and how many there are.
pub struct Listed {
    pub page: Page<Setting>,
    pub total: i32,
}

/// Which episodes; all without any of it.
#[derive(Clone, Debug, Default)]
pub struct EpisodeFilter {
    /// Somewhere in the title, the key or the address of its page.
    pub text: Option<String>,
    /// In this state at the moment.
    pub state: Option<ThreadState>,
}

const TEXT_MAX: usize = 200;

/// Newest first. Strangers are not shown what nobody but a first comment has vouched for, and only
/// moderators search.
pub async fn list(
    app: &App,
    actor: &Actor,
    site: &Arc<Site>,
    (filter, page): (Option<EpisodeFilter>, &PageRequest),
) -> Result<Listed, Error> {
    let now = app.env.now();
    if filter.is_some() {
        policy::site::may_moderate(actor, site, now)?;
    }
    let EpisodeFilter { text, state } = filter.unwrap_or_default();
    let filter = Filter {
        all: actor.moderates(site.id),
        text: input::optional_line("text", text, TEXT_MAX)?,
        state: state.map(|state| (state, now)),
    };
    let db = app.db.read();
    let total = listed_episodes::count(db, site, &filter).await?;
    let found = listed_episodes::list(db, (site, &filter), page).await?;
    let page = Page::cut(found, page.first).map(|episode| Setting {
        site: Arc::clone(site),
        episode,
    });
    Ok(Listed {
        page,
        total: i32::try_from(total).unwrap_or(i32::MAX),
    })
}

pub async fn urls(app: &App, id: EpisodeId) -> Result<Vec<String>, Error> {
    Ok(storage::episodes::list_urls(app.db.read(), id).await?)
}

/// How many approved comments an episode has.
pub struct Count {
    pub key: String,
    pub count: i32,
    /// None where there is no such episode yet.
    pub episode: Option<EpisodeId>,
}

const KEYS_MAX: usize = 100;

/// In the order asked for; 0 where there is no such episode yet.
pub async fn counts(app: &App, site_key: &str, keys: Vec<String>) -> Result<Vec<Count>, Error> {
    if keys.len() > KEYS_MAX {
        return Err(Error::invalid(
            "episodes",
            format!("must hold at most {KEYS_MAX} keys"),
        ));
    }
    let db = app.db.read();
    let Some(site) = storage::sites::find_by_key(db, site_key).await? else {
        return Ok(keys
            .into_iter()
            .map(|key| Count {
                key,
                count: 0,
                episode: None,
            })
            .collect());
    };
    let found = storage::episodes::list_by_keys(db, site.id, &keys).await?;
    let by_key: HashMap<String, (i32, EpisodeId)> = found
        .into_iter()
        .map(|episode| (episode.key, (episode.comment_count, episode.id)))
        .collect();
    let count = |key: String| Count {
        count: by_key.get(&key).map_or(0, |(count, _)| *count),
        episode: by_key.get(&key).map(|(_, id)| *id),
        key,
    };
    Ok(keys.into_iter().map(count).collect())
}

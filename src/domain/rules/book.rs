//! Rules made ready for judging: the word lists compiled once, and kept while they hold.
use crate::{
    app::App,
    domain::{Error, moderation::words::WordList},
    model::{Rules, SiteId},
    storage,
};
use sea_orm::ConnectionTrait;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// The rules of a site with what is derived from them.
#[derive(Clone, Debug)]
pub struct Rulebook {
    pub rules: Rules,
    pub banned: WordList,
    pub suspect: WordList,
}

/// The rulebooks that this process has ready.
#[derive(Default)]
pub struct Rulebooks(Mutex<HashMap<SiteId, Arc<Rulebook>>>);

/// Sites whose rules are kept ready; with more, all are made anew now and then.
const MOST: usize = 1_000;

impl Rulebook {
    /// Stored patterns were checked when they were saved; those that a newer version no longer
    /// takes are left out.
    pub fn new(rules: Rules) -> Self {
        let list = |patterns: &[String]| match WordList::compile(patterns) {
            Ok(list) => list,
            Err(faults) => {
                let left_out: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
                let numbered = patterns.iter().enumerate();
                let kept = numbered.filter(|(index, _)| !left_out.contains(&(index + 1)));
                let kept: Vec<String> = kept.map(|(_, pattern)| pattern.clone()).collect();
                WordList::compile(&kept).unwrap_or_default()
            }
        };
        Self {
            banned: list(&rules.banned_words),
            suspect: list(&rules.suspect_words),
            rules,
        }
    }
}

/// As the rules stand now: another node may have changed them a moment ago.
pub async fn rulebook(
    app: &App,
    db: &impl ConnectionTrait,
    site: SiteId,
) -> Result<Arc<Rulebook>, Error> {
    let version = storage::rules::version(db, site).await?;
    rulebook_of(app, db, (site, version)).await
}

/// The same by a version that has just been read.
pub(in crate::domain) async fn rulebook_of(
    app: &App,
    db: &impl ConnectionTrait,
    (site, version): (SiteId, i64),
) -> Result<Arc<Rulebook>, Error> {
    let ready = app.rulebooks.kept().get(&site).map(Arc::clone);
    if let Some(ready) = ready.filter(|ready| ready.rules.version == version) {
        return Ok(ready);
    }
    let rules = storage::rules::get(db, site).await?;
    let book = tokio::task::spawn_blocking(move || Rulebook::new(rules));
    let book = Arc::new(book.await.map_err(anyhow::Error::from)?);
    let mut kept = app.rulebooks.kept();
    if kept.len() >= MOST {
        kept.clear();
    }
    kept.insert(site, Arc::clone(&book));
    Ok(book)
}

impl Rulebooks {
    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<SiteId, Arc<Rulebook>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

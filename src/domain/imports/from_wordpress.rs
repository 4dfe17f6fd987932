//! A `WordPress` export becomes threads of a site.
use super::{
    wordpress::{self, AuthorKey, Fate, ImportError, Options, Plan, PlanComment, Report, Thread},
    writer::{Planned, Writer},
};
use crate::{
    app::App,
    domain::{Error, accounts, episodes, log, sites, text},
    model::{Action, Episode, EpisodeId, ImportedAuthorId, MemberId, Site, Status, ThreadState},
    storage::{self, Txn},
};
use anyhow::Context;
use std::{
    collections::{HashMap, HashSet},
    io::BufRead,
};

const SOURCE: &str = "wordpress";

/// How an import goes about it.
pub struct Run<'a> {
    pub site: &'a str,
    pub options: Options,
    /// Do everything, report, and undo it.
    pub dry_run: bool,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    File(#[from] ImportError),
    #[error(transparent)]
    Domain(#[from] Error),
}

/// Reads the file twice: `open` gives it from the start each time. All or nothing is written, in
/// one transaction; on `SQLite` other writers wait for it. What an earlier import has brought is
/// left as it is now.
pub async fn from_wordpress<R: BufRead>(
    app: &App,
    run: &Run<'_>,
    open: impl Fn() -> std::io::Result<R>,
    progress: impl FnMut(usize, usize),
) -> Result<Report, Fault> {
    let site = sites::get(app, run.site).await?;
    let plan = wordpress::survey(reopened(&open)?, &run.options)?;
    let txn = app.db.begin_write().await.map_err(Error::from)?;
    let place = (&txn, &site, log::By::NOBODY);
    let report = write(app, place, (plan, reopened(&open)?), progress).await?;
    if run.dry_run {
        txn.rollback().await.map_err(Error::from)?;
    } else {
        txn.commit().await.map_err(Error::from)?;
    }
    Ok(report)
}

pub(super) fn reopened<R>(open: impl Fn() -> std::io::Result<R>) -> Result<R, Error> {
    open().context("cannot read the file").map_err(Error::from)
}

/// Writes what was planned, of the same file from its start.
pub(super) async fn write<R: BufRead>(
    app: &App,
    (txn, site, by): (&Txn, &Site, log::By<'_>),
    (mut plan, file): (Plan, R),
    mut progress: impl FnMut(usize, usize),
) -> Result<Report, Fault> {
    storage::sites::lock_imports(txn, site.id)
        .await
        .map_err(Error::from)?;
    let mut done = wordpress::Done::default();
    let episodes = episodes(app, txn, site, &plan, &mut done).await?;
    // Places in the writer's plan, which holds only what is imported.
    let kept: HashMap<usize, usize> = plan
        .kept()
        .enumerate()
        .map(|(place, (index, _))| (index, place))
        .collect();
    let planned = planned(&plan, &episodes, &kept);
    let total = planned.len();
    let mut writer = Writer::new(app, txn, site, planned).await?;
    let mut authors: HashMap<AuthorKey, MemberId> = HashMap::new();
    for (count, comment) in wordpress::comments(file, &plan).enumerate() {
        let comment = comment?;
        let place = kept[&comment.index];
        progress(count, total);
        let key = comment.author.key;
        let member = if let Some(&member) = authors.get(&key) {
            member
        } else {
            let member = author(app, txn, site, comment.author, &mut done).await?;
            authors.insert(key, member);
            member
        };
        if writer.is_there(place) {
            done.comments_already_there += 1;
            continue;
        }
        done.comments_imported += 1;
        let body = body(&comment.html).unwrap_or_default();
        writer.write(place, member, body).await?;
    }
    writer.finish().await?;
    plan.report.done = Some(done);
    plan.report
        .check()
        .map_err(|sum| Error::from(anyhow::anyhow!("the report's sums: {sum}")))?;
    if done.comments_imported > 0 {
        let entry = log::Entry {
            to: Some(format!("{} comments", done.comments_imported)),
            ..log::Entry::new(Action::ImportComments, site.id, site.id.0)
        };
        let recorded = log::record(app, txn, by, entry).await;
        recorded.map_err(Error::from)?;
    }
    Ok(plan.report)
}

/// A comment's HTML as the Markdown that is kept; none when nothing of it could be seen.
pub fn body(html: &str) -> Option<String> {
    text::body::imported_body(&text::html::to_markdown(html))
}

fn planned(plan: &Plan, episodes: &[EpisodeId], kept: &HashMap<usize, usize>) -> Vec<Planned> {
    let mut keys = Keys::new(plan, episodes);
    let planned = plan.kept().map(|(_, comment)| Planned {
        episode_id: episodes[comment.episode()],
        parent: comment
            .parent()
            .and_then(|parent| kept.get(&parent).copied()),
        status: match comment.fate() {
            Some(Fate::Approved) => Status::Approved,
            Some(Fate::Spam) => Status::Spam,
            Some(Fate::Trash) => Status::Rejected,
            Some(Fate::Held) | None => Status::Pending,
        },
        created_at: comment.time(),
        external_key: keys.key(comment),
    });
    planned.collect()
}

/// By what comments are known again. The blog's number does, where not two of its posts have
/// become one episode here.
struct Keys<'a> {
    plan: &'a Plan,
    episodes: &'a [EpisodeId],
    shared: HashSet<EpisodeId>,
    taken: HashSet<(EpisodeId, u64)>,
}

impl<'a> Keys<'a> {
    fn new(plan: &'a Plan, episodes: &'a [EpisodeId]) -> Self {
        let mut seen = HashSet::new();
        let shared = episodes.iter().filter(|&&id| !seen.insert(id));
        Self {
            plan,
            episodes,
            shared: shared.copied().collect(),
            taken: HashSet::new(),
        }
    }

    fn key(&mut self, comment: &PlanComment) -> String {
        let (id, episode) = (comment.source_id, self.episodes[comment.episode()]);
        if self.shared.contains(&episode) && !self.taken.insert((episode, id)) {
            let post = &self.plan.episodes[comment.episode()].key;
            return format!("{SOURCE}:{id}:{post}");
        }
        format!("{SOURCE}:{id}")
    }
}

/// The site's episodes for those of the plan: found by key or address, or made.
async fn episodes(
    app: &App,
    txn: &Txn,
    site: &Site,
    plan: &Plan,
    done: &mut wordpress::Done,
) -> Result<Vec<EpisodeId>, Error> {
    let mut ids = Vec::with_capacity(plan.episodes.len());
    for planned in &plan.episodes {
        let found = match storage::episodes::find_by_key(txn, site.id, &planned.key).await? {
            Some(episode) => Some(episode),
            None => known_by_address(txn, site, &planned.aliases).await?,
        };
        if let Some(episode) = found {
            storage::episodes::lock(txn, episode.id).await?;
            done.episodes_already_there += 1;
            ids.push(episode.id);
            continue;
        }
        let urls = planned
            .aliases
            .iter()
            .filter_map(|alias| text::url::page_url(alias).ok());
        let urls: Vec<String> = urls.collect();
        let episode = Episode {
            title: title(&planned.title, &planned.key),
            url: urls.first().cloned(),
            published_at: planned.published,
            state: match planned.thread {
                Thread::Open => ThreadState::Open,
                Thread::Closed => ThreadState::Closed,
            },
            ..episodes::blank(app, site, planned.key.clone())
        };
        let episode = storage::episodes::insert(txn, episode).await?;
        for url in urls {
            episodes::add_url(app, txn, &episode, url).await?;
        }
        done.episodes_created += 1;
        ids.push(episode.id);
    }
    Ok(ids)
}

async fn known_by_address(
    txn: &Txn,
    site: &Site,
    aliases: &[String],
) -> Result<Option<Episode>, Error> {
    for alias in aliases {
        let Ok(url) = text::url::page_url(alias) else {
            continue;
        };
        let key = text::url::page_key(&url);
        let found = storage::episodes::find_by_page(txn, site.id, &key).await?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

fn title(title: &str, key: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = text::characters::tame(&title).into_owned();
    if title.is_empty() {
        key.to_owned()
    } else {
        title
    }
}

/// The member who stands for an author of the blog: an unclaimed account when it is the first
/// time.
async fn author(
    app: &App,
    txn: &Txn,
    site: &Site,
    author: wordpress::Author,
    done: &mut wordpress::Done,
) -> Result<MemberId, Error> {
    let key = author.key.to_string();
    if let Some(member) = storage::imported_authors::find_member(txn, site.id, SOURCE, &key).await?
    {
        done.authors_already_there += 1;
        return Ok(member);
    }
    let name = text::name::imported_name(&author.name);
    let member_id = accounts::insert_unclaimed(app, txn, site.id, &name).await?;
    let imported = storage::imported_authors::ImportedAuthor {
        id: ImportedAuthorId(app.env.new_id()),
        site_id: site.id,
        source: SOURCE.to_owned(),
        author_key: key,
        email: author
            .email
            .and_then(|email| text::email::email(&email).ok()),
        member_id,
    };
    storage::imported_authors::insert(txn, imported).await?;
    done.authors_created += 1;
    Ok(member_id)
}

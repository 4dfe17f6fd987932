//! What was planned goes into the database.
use super::{
    Fault, formats,
    from_file::body,
    placed::Placed,
    reading::{
        self, Author, Done, Episode as PlanEpisode, Fate, PageTold, Plan, Reader, Report, Thread,
    },
    writer::{Planning, Writer},
};
use crate::{
    app::App,
    domain::{Error, accounts, episodes, log, text, threads},
    model::{
        Action, Episode, EpisodeId, ImportFormat, ImportedAuthorId, MemberId, Site, ThreadState,
    },
    storage::{self, Txn},
};
use std::collections::{HashMap, HashSet};

/// Where it goes, and what has been done so far.
pub(super) struct Moving<'a> {
    app: &'a App,
    txn: &'a Txn,
    site: &'a Site,
    source: &'static str,
    done: Done,
    /// Episodes that were not there before, with their lines in the file.
    made: HashMap<EpisodeId, u32>,
    /// How many comments may be pinned yet.
    pins: HashMap<EpisodeId, u64>,
}

impl<'a> Moving<'a> {
    pub(super) fn new(app: &'a App, txn: &'a Txn, site: &'a Site, format: ImportFormat) -> Self {
        Self {
            app,
            txn,
            site,
            source: formats::source(format),
            done: Done::default(),
            made: HashMap::new(),
            pins: HashMap::new(),
        }
    }

    /// Writes what was planned, of the same file from its start.
    pub(super) async fn write(
        mut self,
        by: log::By<'_>,
        (mut plan, file): (Plan, impl Reader),
        progress: impl FnMut(usize, usize),
    ) -> Result<Report, Fault> {
        storage::sites::lock_imports(self.txn, self.site.id).await?;
        let episodes = self.episodes(&mut plan).await?;
        plan.report.pages = self.pages(&plan, &episodes);
        self.comments((&plan, &episodes), file, progress).await?;
        plan.report.done = Some(self.done);
        plan.report
            .check()
            .map_err(|sum| Error::from(anyhow::anyhow!("the report's sums: {sum}")))?;
        if self.done.comments_imported > 0 {
            let entry = log::Entry {
                to: Some(format!("{} comments", self.done.comments_imported)),
                ..log::Entry::new(Action::ImportComments, self.site.id, self.site.id.0)
            };
            log::record(self.app, self.txn, by, entry).await?;
        }
        Ok(plan.report)
    }

    /// Their places in the writer's plan, which holds only what is imported, are in the file's order.
    async fn comments(
        &mut self,
        (plan, episodes): (&Plan, &[EpisodeId]),
        file: impl Reader,
        mut progress: impl FnMut(usize, usize),
    ) -> Result<(), Fault> {
        let planned = Placed::new(plan, episodes, self.source);
        let total = planned.count();
        let mut writer = Writer::new(self.app, self.txn, self.site, planned).await?;
        let mut authors: Vec<Option<MemberId>> = vec![None; plan.authors.len()];
        for (place, comment) in reading::comments(file, plan).enumerate() {
            let comment = comment?;
            progress(place, total);
            if writer.is_there(place) {
                self.done.comments_already_there += 1;
                continue;
            }
            let known = &mut authors[comment.author_number];
            let member = if let Some(member) = *known {
                member
            } else {
                *known.insert(self.author(comment.author).await?)
            };
            self.done.comments_imported += 1;
            if comment.is_pinned
                && self
                    .has_room_for_a_pin(plan, comment.index, episodes)
                    .await?
            {
                self.done.comments_pinned += 1;
                writer.pin(place);
            }
            let body = body(&comment.text, comment.markup).unwrap_or_default();
            writer.write(place, member, body).await?;
        }
        writer.finish().await?;
        let without_news = plan.authors.iter().zip(authors);
        let without_news = without_news.filter(|(_, written)| written.is_none());
        for (key, _) in without_news {
            let known = self.known(&key.to_string()).await?;
            self.done.authors_gone += u64::from(known.is_none());
        }
        Ok(())
    }

    /// Only what all may read is held up to them.
    async fn has_room_for_a_pin(
        &mut self,
        plan: &Plan,
        index: usize,
        episodes: &[EpisodeId],
    ) -> Result<bool, Error> {
        let comment = &plan.comments[index];
        if comment.fate() != Some(Fate::Approved) {
            return Ok(false);
        }
        let episode = episodes[comment.episode()];
        let room = if let Some(room) = self.pins.get_mut(&episode) {
            room
        } else {
            let room = threads::room_for_pins(self.txn, episode).await?;
            self.pins.entry(episode).or_insert(room)
        };
        let has_room = *room > 0;
        *room = room.saturating_sub(1);
        Ok(has_room)
    }

    /// Which pages become which episodes.
    fn pages(&self, plan: &Plan, episodes: &[EpisodeId]) -> Vec<PageTold> {
        let mut told: Vec<PageTold> = Vec::new();
        let mut places: HashMap<EpisodeId, usize> = HashMap::new();
        for (planned, id) in plan.episodes.iter().zip(episodes) {
            let place = *places.entry(*id).or_insert(told.len());
            if place == told.len() {
                told.push(PageTold {
                    key: planned.key.clone(),
                    title: planned.title.clone(),
                    is_new: self.made.contains_key(id),
                    ..PageTold::default()
                });
            }
            let page = &mut told[place];
            page.addresses.extend(planned.aliases.iter().cloned());
            page.comments += planned.comments;
            page.depth = page.depth.max(planned.depth);
        }
        told
    }

    /// The site's episodes for those of the plan: found by key or address, or made.
    async fn episodes(&mut self, plan: &mut Plan) -> Result<Vec<EpisodeId>, Error> {
        let mut ids = Vec::with_capacity(plan.episodes.len());
        let mut there = HashSet::new();
        for planned in &plan.episodes {
            let found = self.find(planned).await?.map(|episode| episode.id);
            let id = if let Some(id) = found {
                storage::episodes::lock(self.txn, id).await?;
                let is_first = !self.made.contains_key(&id) && there.insert(id);
                if is_first {
                    self.done.episodes_already_there += 1;
                } else {
                    plan.report
                        .joined(planned.line, self.made.get(&id).copied());
                }
                id
            } else {
                self.done.episodes_created += 1;
                let id = self.create(planned).await?;
                self.made.insert(id, planned.line);
                id
            };
            ids.push(id);
        }
        plan.report.lines.sort_by_key(|line| line.line);
        Ok(ids)
    }

    async fn find(&self, planned: &PlanEpisode) -> Result<Option<Episode>, Error> {
        let (txn, site) = (self.txn, self.site.id);
        let found = storage::episodes::find_by_key(txn, site, &planned.key).await?;
        if found.is_some() {
            return Ok(found);
        }
        for alias in &planned.aliases {
            for address in [Some(alias.clone()), reading::other_www(alias)] {
                let url = address.and_then(|address| text::url::page_url(&address).ok());
                let Some(url) = url else { continue };
                let key = text::url::page_key(&url);
                let found = storage::episodes::find_by_page(txn, site, &key).await?;
                if found.is_some() {
                    return Ok(found);
                }
            }
        }
        Ok(None)
    }

    async fn create(&self, planned: &PlanEpisode) -> Result<EpisodeId, Error> {
        let aliases = planned.aliases.iter();
        let urls = aliases.filter_map(|alias| text::url::page_url(alias).ok());
        let urls: Vec<String> = urls.collect();
        let episode = Episode {
            title: title(&planned.title, &planned.key),
            url: urls.first().cloned(),
            published_at: planned.published,
            state: match planned.thread {
                Thread::Open => ThreadState::Open,
                Thread::Closed => ThreadState::Closed,
            },
            ..episodes::blank(self.app, self.site, planned.key.clone())
        };
        let episode = storage::episodes::insert(self.txn, episode).await?;
        for url in urls {
            episodes::add_url(self.app, self.txn, &episode, url).await?;
        }
        Ok(episode.id)
    }

    /// Who stands for an author of the other system already.
    async fn known(&mut self, key: &str) -> Result<Option<MemberId>, Error> {
        let (txn, site, source) = (self.txn, self.site.id, self.source);
        let known = storage::imported_authors::find_known(txn, site, source, key).await?;
        if let Some(known) = &known {
            self.done.authors_already_there += 1;
            self.done.authors_claimed += u64::from(known.is_claimed);
        }
        Ok(known.map(|known| known.member_id))
    }

    /// The member who stands for an author of what is written: an unclaimed account when it is the
    /// first time. Who wrote only what is there already may have been erased, and is not made again.
    async fn author(&mut self, author: Author) -> Result<MemberId, Error> {
        let (txn, site, source) = (self.txn, self.site.id, self.source);
        let key = author.key.to_string();
        if let Some(known) = self.known(&key).await? {
            return Ok(known);
        }
        let name = text::name::imported_name(&author.name);
        let member_id = accounts::insert_unclaimed(self.app, txn, site, &name).await?;
        let email = author.email;
        let imported = storage::imported_authors::ImportedAuthor {
            id: ImportedAuthorId(self.app.env.new_id()),
            site_id: site,
            source: source.to_owned(),
            author_key: key,
            email: email.and_then(|email| text::email::email(&email).ok()),
            member_id,
        };
        storage::imported_authors::insert(txn, imported).await?;
        self.done.authors_created += 1;
        Ok(member_id)
    }
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

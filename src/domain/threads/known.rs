//! What a reader has fetched already and keeps: settings, authors, locks of branches.
use super::{branches::Locks, read::Setting};
use crate::{
    app::App,
    domain::Error,
    model::{BranchLock, Comment, EpisodeId, Member, MemberId, Site, SiteId},
    storage,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

pub(super) struct Known<'a> {
    app: &'a App,
    settings: HashMap<EpisodeId, Arc<Setting>>,
    sites: HashMap<SiteId, Arc<Site>>,
    members: HashMap<MemberId, Arc<Member>>,
    locks: Locks,
    /// Where the locks are known.
    locks_of: HashSet<EpisodeId>,
}

impl<'a> Known<'a> {
    pub(super) fn nothing(app: &'a App) -> Self {
        Self {
            app,
            settings: HashMap::new(),
            sites: HashMap::new(),
            members: HashMap::new(),
            locks: Locks::default(),
            locks_of: HashSet::new(),
        }
    }

    pub(super) fn add(&mut self, setting: &Setting) {
        self.settings
            .insert(setting.episode.id, Arc::new(setting.clone()));
    }

    pub(super) fn add_site(&mut self, site: &Arc<Site>) {
        self.sites.insert(site.id, Arc::clone(site));
    }

    /// Fetches what is missing, in a statement or two for each kind of thing.
    pub(super) async fn load(
        &mut self,
        comments: &[Arc<Comment>],
        authors: bool,
    ) -> Result<(), Error> {
        self.load_settings(comments).await?;
        self.load_locks(comments).await?;
        if authors {
            self.load_authors(comments).await?;
        }
        Ok(())
    }

    pub(super) fn setting(&self, comment: &Comment) -> Option<Arc<Setting>> {
        self.settings.get(&comment.episode_id).map(Arc::clone)
    }

    pub(super) fn author(&self, comment: &Comment) -> Option<Arc<Member>> {
        self.members.get(&comment.author_id).cloned()
    }

    /// The lock that holds the comment's branch now.
    pub(super) fn lock_over(&self, comment: &Comment) -> Option<Arc<BranchLock>> {
        self.locks.over(comment, self.app.env.now()).cloned()
    }

    async fn load_settings(&mut self, comments: &[Arc<Comment>]) -> Result<(), Error> {
        let db = self.app.db.read();
        let mut missing: Vec<EpisodeId> =
            comments.iter().map(|comment| comment.episode_id).collect();
        missing.retain(|id| !self.settings.contains_key(id));
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() {
            return Ok(());
        }
        let episodes = storage::episodes::list_by_ids(db, &missing).await?;
        let unknown: HashSet<SiteId> = episodes
            .iter()
            .map(|episode| episode.site_id)
            .filter(|id| !self.sites.contains_key(id))
            .collect();
        if !unknown.is_empty() {
            let unknown: Vec<SiteId> = unknown.into_iter().collect();
            let sites = storage::sites::list_by_ids(db, &unknown).await?;
            self.sites
                .extend(sites.into_iter().map(|site| (site.id, Arc::new(site))));
        }
        for episode in episodes {
            let Some(site) = self.sites.get(&episode.site_id).map(Arc::clone) else {
                continue;
            };
            self.settings
                .insert(episode.id, Arc::new(Setting { site, episode }));
        }
        Ok(())
    }

    /// Costs nothing where no comment stands below a lock, and one statement for a thread.
    async fn load_locks(&mut self, comments: &[Arc<Comment>]) -> Result<(), Error> {
        let mut missing: Vec<EpisodeId> = comments
            .iter()
            .filter(|comment| comment.branch_lock_id.is_some())
            .map(|comment| comment.episode_id)
            .collect();
        missing.retain(|id| !self.locks_of.contains(id));
        missing.sort_unstable();
        missing.dedup();
        if !missing.is_empty() {
            self.locks.load(self.app.db.read(), &missing).await?;
            self.locks_of.extend(missing);
        }
        Ok(())
    }

    async fn load_authors(&mut self, comments: &[Arc<Comment>]) -> Result<(), Error> {
        let mut missing: Vec<MemberId> = comments.iter().map(|comment| comment.author_id).collect();
        missing.retain(|id| !self.members.contains_key(id));
        missing.sort_unstable();
        missing.dedup();
        if !missing.is_empty() {
            let members = storage::members::list(&self.app.db, &missing).await?;
            self.members.extend(
                members
                    .into_iter()
                    .map(|member| (member.id, Arc::new(member))),
            );
        }
        Ok(())
    }
}

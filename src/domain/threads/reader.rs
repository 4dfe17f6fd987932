//! Fetching what a plan wants, level by level: each level costs a fixed number of statements.
use super::{
    known::Known,
    read::{Plan, ReplyPlan, Setting, Threaded},
};
use crate::{
    app::App,
    domain::{Error, policy},
    model::{
        Actor, Comment, CommentId, EpisodeId, MemberId, Order, Page, PageRequest, Tombstone,
        Visibility,
    },
    storage,
};
use std::{
    collections::{HashMap, HashSet},
    future::Future,
    pin::Pin,
    sync::Arc,
};

/// One viewer's reading of one list; remembers what it has already fetched.
pub(super) struct Reader<'a> {
    pub(super) app: &'a App,
    pub(super) actor: &'a Actor,
    pub(super) visibility: Visibility,
    pub(super) known: Known<'a>,
    seen: HashMap<CommentId, Arc<Comment>>,
    /// Whom the viewer does not want to read; not known before the first comment.
    muted: Option<HashSet<MemberId>>,
}

type Dressed<'f> = Pin<Box<dyn Future<Output = Result<Vec<Threaded>, Error>> + Send + 'f>>;

impl<'a> Reader<'a> {
    pub(super) fn new(app: &'a App, actor: &'a Actor) -> Self {
        Self {
            app,
            actor,
            visibility: policy::comment::visible_to(actor),
            known: Known::nothing(app),
            seen: HashMap::new(),
            muted: None,
        }
    }

    /// For comments of one episode.
    pub(super) fn of(app: &'a App, actor: &'a Actor, setting: &Setting) -> Self {
        let mut reader = Self::new(app, actor);
        reader.known.add(setting);
        reader
    }

    /// Adds to each comment what the plan wants. Boxed, since plans nest.
    pub(super) fn dress<'f>(
        &'f mut self,
        comments: Vec<Arc<Comment>>,
        plan: &'f Plan,
    ) -> Dressed<'f> {
        Box::pin(async move {
            if comments.is_empty() {
                return Ok(Vec::new());
            }
            self.seen.extend(
                comments
                    .iter()
                    .map(|comment| (comment.id, Arc::clone(comment))),
            );
            self.load_muted(&comments).await?;
            self.known.load(&comments, plan.author).await?;
            let voted = if plan.viewer.vote {
                self.votes(&comments).await?
            } else {
                HashSet::new()
            };
            let reported = if plan.viewer.report {
                self.reported(&comments).await?
            } else {
                HashSet::new()
            };
            let mut reports = self.reports(&comments, plan.reports).await?;
            let newest = if plan.has_newer {
                self.newest(&comments).await?
            } else {
                HashMap::new()
            };
            let mut claims = self.claims(&comments, plan.claim).await?;
            let parents = self.parents(&comments, plan.parent.as_deref()).await?;
            let mut ancestors = self.ancestors(&comments, plan.ancestors.as_deref()).await?;
            let mut replies = self.all_replies(&comments, &plan.replies).await?;
            let mut dressed = Vec::with_capacity(comments.len());
            for comment in comments {
                let Some(mut threaded) = self.threaded(comment) else {
                    continue;
                };
                let comment = &threaded.comment;
                threaded.viewer_has_voted = voted.contains(&comment.id);
                let text = (comment.id, threaded.revision_id());
                threaded.viewer_has_reported = reported.contains(&text);
                let found = reports.remove(&comment.id).map(Arc::new);
                threaded.reports = plan.reports.zip(found);
                threaded.has_newer = newest
                    .get(&(comment.episode_id, comment.nested_under_id))
                    .is_some_and(|newest| *newest > comment.id);
                threaded.claim = claims.remove(&comment.id).map(Box::new);
                threaded.ancestors = ancestors.remove(&comment.id).unwrap_or_default();
                threaded.replies = replies.remove(&comment.id).unwrap_or_default();
                threaded.parent = comment.parent_id.and_then(|id| parents.get(&id)).cloned();
                dressed.push(threaded);
            }
            Ok(dressed)
        })
    }

    fn threaded(&self, comment: Arc<Comment>) -> Option<Threaded> {
        let setting = self.known.setting(&comment)?;
        let muted = self.muted.as_ref();
        let muted = muted.is_some_and(|muted| muted.contains(&comment.author_id));
        let tombstone = comment
            .tombstone_for(self.visibility)
            .or(muted.then_some(Tombstone::Muted));
        let author = match tombstone {
            None | Some(Tombstone::Muted) => self.known.author(&comment),
            Some(_) => None,
        };
        Some(Threaded {
            setting,
            tombstone,
            kept: comment.kept_for(self.visibility).cloned(),
            author,
            branch_lock: self.known.lock_over(&comment),
            comment,
            parent: None,
            ancestors: Vec::new(),
            viewer_has_voted: false,
            viewer_has_reported: false,
            reports: None,
            has_newer: false,
            claim: None,
            replies: Vec::new(),
        })
    }

    /// Those who moderate read everybody, and nobody has muted themselves.
    async fn load_muted(&mut self, comments: &[Arc<Comment>]) -> Result<(), Error> {
        let Visibility::ShownAndOwn(viewer) = self.visibility else {
            return Ok(());
        };
        let is_of_others = comments.iter().any(|comment| comment.author_id != viewer);
        if self.muted.is_none() && is_of_others {
            self.muted = Some(storage::mutes::of_member(&self.app.db, viewer).await?);
        }
        Ok(())
    }

    /// The newest shown comment of each level that the list touches.
    async fn newest(
        &self,
        comments: &[Arc<Comment>],
    ) -> Result<HashMap<(EpisodeId, Option<CommentId>), CommentId>, Error> {
        let db = &self.app.db;
        let page = PageRequest {
            first: 1,
            after: None,
            order: Order::Newest,
        };
        let levels: HashSet<(EpisodeId, Option<CommentId>)> = comments
            .iter()
            .map(|comment| (comment.episode_id, comment.nested_under_id))
            .collect();
        let mut newest = Vec::new();
        let tops = levels
            .iter()
            .filter(|(_, parent)| parent.is_none())
            .map(|(episode, _)| *episode);
        newest.extend(storage::threads::newest_top(db, &tops.collect::<Vec<_>>()).await?);
        let parents: Vec<_> = levels
            .iter()
            .filter_map(|(episode, parent)| Some((*episode, (*parent)?)))
            .collect();
        newest.extend(storage::threads::replies(db, &parents, &page, Visibility::Shown).await?);
        let mut by_level = HashMap::new();
        for comment in newest {
            let level = (comment.episode_id, comment.nested_under_id);
            let kept = by_level.entry(level).or_insert(comment.id);
            *kept = (*kept).max(comment.id);
        }
        Ok(by_level)
    }

    /// Most parents of a page stand on it already.
    async fn parents(
        &mut self,
        comments: &[Arc<Comment>],
        plan: Option<&Plan>,
    ) -> Result<HashMap<CommentId, Arc<Threaded>>, Error> {
        let Some(plan) = plan else {
            return Ok(HashMap::new());
        };
        let ids: HashSet<CommentId> = comments
            .iter()
            .filter_map(|comment| comment.parent_id)
            .collect();
        self.load(ids.into_iter().collect(), plan).await
    }

    async fn ancestors(
        &mut self,
        comments: &[Arc<Comment>],
        plan: Option<&Plan>,
    ) -> Result<HashMap<CommentId, Vec<Arc<Threaded>>>, Error> {
        let Some(plan) = plan else {
            return Ok(HashMap::new());
        };
        let ids: Vec<CommentId> = comments.iter().map(|comment| comment.id).collect();
        let pairs = storage::threads::ancestors(self.app.db.read(), &ids).await?;
        let wanted: HashSet<CommentId> = pairs.iter().map(|(_, ancestor)| *ancestor).collect();
        let found = self.load(wanted.into_iter().collect(), plan).await?;
        let mut ancestors: HashMap<CommentId, Vec<Arc<Threaded>>> = HashMap::new();
        for (comment, ancestor) in pairs.into_iter().rev() {
            ancestors
                .entry(comment)
                .or_default()
                .extend(found.get(&ancestor).cloned());
        }
        Ok(ancestors)
    }

    /// Comments by id, those that the viewer may see.
    async fn load(
        &mut self,
        ids: Vec<CommentId>,
        plan: &Plan,
    ) -> Result<HashMap<CommentId, Arc<Threaded>>, Error> {
        let (known, missing): (Vec<_>, Vec<_>) =
            ids.into_iter().partition(|id| self.seen.contains_key(id));
        let mut found: Vec<Arc<Comment>> = known
            .iter()
            .filter_map(|id| self.seen.get(id))
            .cloned()
            .collect();
        if !missing.is_empty() {
            let db = self.app.db.read();
            found.extend(shared(
                storage::comments::list(db, &missing, self.visibility).await?,
            ));
        }
        let dressed = self.dress(found, plan).await?;
        Ok(dressed
            .into_iter()
            .map(|threaded| (threaded.comment.id, Arc::new(threaded)))
            .collect())
    }

    /// By comment, a page for each set of arguments.
    async fn all_replies(
        &mut self,
        of: &[Arc<Comment>],
        plans: &[ReplyPlan],
    ) -> Result<HashMap<CommentId, Vec<(PageRequest, Arc<Page<Threaded>>)>>, Error> {
        let mut replies: HashMap<CommentId, Vec<_>> = HashMap::with_capacity(of.len());
        for wanted in plans {
            for (parent, page) in self.replies(of, wanted).await? {
                let pages = replies.entry(parent).or_default();
                pages.push((wanted.page, Arc::new(page)));
            }
        }
        Ok(replies)
    }

    pub(super) async fn replies(
        &mut self,
        of: &[Arc<Comment>],
        wanted: &ReplyPlan,
    ) -> Result<HashMap<CommentId, Page<Threaded>>, Error> {
        let parents: Vec<_> = of
            .iter()
            .map(|comment| (comment.episode_id, comment.id))
            .collect();
        let db = &self.app.db;
        let found = storage::threads::replies(db, &parents, &wanted.page, self.visibility).await?;
        let mut groups: HashMap<CommentId, Vec<Arc<Comment>>> = HashMap::with_capacity(of.len());
        for reply in found {
            if let Some(parent) = reply.nested_under_id {
                groups.entry(parent).or_default().push(reply);
            }
        }
        let mut more = HashSet::new();
        let mut kept = Vec::new();
        for (_, parent) in parents {
            let page = Page::cut(
                groups.remove(&parent).unwrap_or_default(),
                wanted.page.first,
            );
            if page.has_next {
                more.insert(parent);
            }
            kept.extend(page.items);
        }
        let mut pages: HashMap<CommentId, Page<Threaded>> = of
            .iter()
            .map(|comment| {
                (
                    comment.id,
                    Page {
                        items: vec![],
                        has_next: more.contains(&comment.id),
                    },
                )
            })
            .collect();
        for reply in self.dress(kept, &wanted.plan).await? {
            let parent = reply
                .comment
                .nested_under_id
                .and_then(|parent| pages.get_mut(&parent));
            if let Some(page) = parent {
                page.items.push(reply);
            }
        }
        Ok(pages)
    }
}

pub(super) fn shared(comments: Vec<Comment>) -> Vec<Arc<Comment>> {
    comments.into_iter().map(Arc::new).collect()
}

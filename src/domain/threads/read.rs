//! Reading threads: one plan for a page, a fixed number of statements whatever it holds.
use super::reader::{Reader, shared};
use crate::{
    app::App,
    domain::{Error, reports},
    model::{
        Actor, BranchLock, Claim, Comment, CommentId, Cursor, Episode, Kept, Member, Order, Page,
        PageRequest, RevisionId, Site, Tombstone,
    },
    storage,
};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// An episode with the site whose rules hold there.
#[derive(Clone, Debug)]
pub struct Setting {
    pub site: Arc<Site>,
    pub episode: Episode,
}

/// What is wanted with each comment of a list. Costs statements by its own size, never by the
/// length of the list.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub author: bool,
    pub viewer: ViewerPlan,
    /// A page of each comment's reports, for those who moderate.
    pub reports: Option<PageRequest>,
    pub has_newer: bool,
    /// For moderators; costs others nothing.
    pub claim: bool,
    pub parent: Option<Box<Plan>>,
    pub ancestors: Option<Box<Plan>>,
    pub replies: Vec<ReplyPlan>,
}

/// What the viewer has done with each comment.
#[derive(Clone, Copy, Debug, Default)]
pub struct ViewerPlan {
    pub vote: bool,
    pub report: bool,
}

#[derive(Clone, Debug)]
pub struct ReplyPlan {
    pub page: PageRequest,
    pub plan: Plan,
}

/// A comment as one viewer sees it, with what was planned. What several comments hang on, such as
/// their common parent, is there once: a copy is cheap.
#[derive(Clone, Debug)]
pub struct Threaded {
    pub comment: Arc<Comment>,
    pub setting: Arc<Setting>,
    pub tombstone: Option<Tombstone>,
    /// The older text, for a viewer who may not read the held one.
    pub kept: Option<Kept>,
    /// None where a tombstone stands, but for that of a muted author.
    pub author: Option<Arc<Member>>,
    /// The lock that holds its branch now.
    pub branch_lock: Option<Arc<BranchLock>>,
    pub parent: Option<Arc<Threaded>>,
    pub ancestors: Vec<Arc<Threaded>>,
    pub viewer_has_voted: bool,
    /// The text that the viewer sees, that is.
    pub viewer_has_reported: bool,
    /// The page that was planned, where the viewer moderates.
    pub reports: Option<(PageRequest, Arc<reports::Found>)>,
    pub has_newer: bool,
    /// Who is reading it, if the viewer moderates there.
    pub claim: Option<Box<Claim>>,
    /// By what was asked for: few, mostly one.
    pub replies: Vec<(PageRequest, Arc<Page<Threaded>>)>,
}

/// The comments of an episode that answer none.
pub async fn thread(
    app: &App,
    actor: &Actor,
    setting: &Setting,
    page: &PageRequest,
    plan: &Plan,
) -> Result<Page<Threaded>, Error> {
    let mut reader = Reader::of(app, actor, setting);
    let found = storage::threads::top(&app.db, &setting.episode, page, reader.visibility);
    let page = Page::cut(found.await?, page.first);
    let items = reader.dress(page.items, plan).await?;
    Ok(Page {
        items,
        has_next: page.has_next,
    })
}

/// The replies filed under one comment.
pub async fn replies(
    app: &App,
    actor: &Actor,
    of: &Comment,
    wanted: &ReplyPlan,
) -> Result<Page<Threaded>, Error> {
    let mut reader = Reader::new(app, actor);
    let found = reader.replies(&shared(vec![of.clone()]), wanted).await?;
    Ok(found.into_values().next().unwrap_or(Page {
        items: vec![],
        has_next: false,
    }))
}

pub async fn find_comment(
    app: &App,
    actor: &Actor,
    id: CommentId,
    plan: &Plan,
) -> Result<Option<Threaded>, Error> {
    let mut reader = Reader::new(app, actor);
    let found = storage::comments::find(app.db.read(), id, reader.visibility).await?;
    Ok(reader
        .dress(shared(found.into_iter().collect()), plan)
        .await?
        .pop())
}

/// A comment that a use case has just handled, as its actor sees it.
pub async fn comment(
    app: &App,
    actor: &Actor,
    comment: Comment,
    plan: &Plan,
) -> Result<Threaded, Error> {
    comments(app, actor, vec![comment], plan)
        .await?
        .pop()
        .ok_or(Error::NotFound)
}

/// The same of one in an episode that is known: what is counted there stays as it is given.
pub async fn comment_in(
    app: &App,
    actor: &Actor,
    (setting, comment): (&Setting, Comment),
    plan: &Plan,
) -> Result<Threaded, Error> {
    let mut reader = Reader::of(app, actor, setting);
    let dressed = reader.dress(shared(vec![comment]), plan).await?;
    dressed.into_iter().next().ok_or(Error::NotFound)
}

/// Comments that a use case has just handled, as their actor sees them.
pub async fn comments(
    app: &App,
    actor: &Actor,
    comments: Vec<Comment>,
    plan: &Plan,
) -> Result<Vec<Threaded>, Error> {
    Reader::new(app, actor).dress(shared(comments), plan).await
}

/// The same of comments that are all on one site.
pub async fn comments_on(
    app: &App,
    actor: &Actor,
    site: &Arc<Site>,
    comments: Vec<Comment>,
    plan: &Plan,
) -> Result<Vec<Threaded>, Error> {
    let mut reader = Reader::new(app, actor);
    reader.known.add_site(site);
    reader.dress(shared(comments), plan).await
}

impl Threaded {
    /// As the viewer may read it.
    pub fn body_markdown(&self) -> &str {
        let kept = self.kept.as_ref();
        kept.map_or(&self.comment.body_markdown, |kept| &kept.body_markdown)
    }

    pub fn body_html(&self) -> &str {
        let kept = self.kept.as_ref();
        kept.map_or(&self.comment.body_html, |kept| &kept.body_html)
    }

    /// Of the text that the viewer may read.
    pub fn revision_id(&self) -> RevisionId {
        let kept = self.kept.as_ref();
        kept.map_or(self.comment.revision_id, |kept| kept.revision_id)
    }

    pub fn edited_at(&self) -> Option<DateTime<Utc>> {
        match &self.kept {
            Some(kept) => kept.edited_at,
            None => self.comment.edited_at,
        }
    }

    /// The page of its replies, if it was planned.
    pub fn replies_of(&self, page: &PageRequest) -> Option<&Arc<Page<Self>>> {
        let found = self.replies.iter().find(|(planned, _)| planned == page);
        found.map(|(_, replies)| replies)
    }

    /// For a page in this order.
    pub fn cursor(&self, order: Order) -> Cursor {
        let comment = &self.comment;
        Cursor {
            id: comment.id.0,
            score: match order {
                Order::Oldest | Order::Newest => 0,
                Order::Top => comment.score,
                Order::Moment => comment
                    .moment_seconds
                    .unwrap_or(storage::threads::NO_MOMENT),
            },
        }
    }
}

//! Reading the log, which only moderators do.
use crate::{
    app::App,
    domain::{
        Error, policy,
        threads::{self, Plan, Setting, Threaded},
    },
    model::{
        Action, Actor, Comment, CommentId, EpisodeId, LogEntry, LogEntryId, Member, MemberId, Page,
        PageRequest, Site, SiteId,
    },
    storage::{self, log::Filter},
};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

/// What is wanted with each entry.
#[derive(Clone, Debug, Default)]
pub struct LogPlan {
    pub actor: bool,
    pub undone_by: bool,
    /// With this of each comment.
    pub subject: Option<Plan>,
    pub total: bool,
}

/// An entry with what was planned.
#[derive(Clone, Debug)]
pub struct Logged {
    pub entry: LogEntry,
    pub actor: Option<Member>,
    pub undone_by: Option<LogEntryId>,
    pub subject: Option<Subject>,
}

/// What something was done to.
#[derive(Clone, Debug)]
pub enum Subject {
    Comment(Box<Threaded>),
    Episode(Setting),
    Author(Member),
    Site(Arc<Site>),
}

pub struct Listed {
    pub page: Page<Logged>,
    /// 0 when it was not asked for.
    pub total: i32,
}

/// The newest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    site: &Arc<Site>,
    (filter, page): (&Filter, &PageRequest),
    plan: &LogPlan,
) -> Result<Listed, Error> {
    policy::site::may_moderate(actor, site, app.env.now())?;
    let db = app.db.read();
    let total = if plan.total {
        storage::log::count(db, site.id, filter).await?
    } else {
        0
    };
    let found = storage::log::list(db, site.id, filter, page).await?;
    let page = Page::cut(found, page.first);
    let has_next = page.has_next;
    let items = dress(app, actor, site, page.items, plan).await?;
    Ok(Listed {
        page: Page { items, has_next },
        total: i32::try_from(total).unwrap_or(i32::MAX),
    })
}

/// Entries of one comment that are read at once.
const HISTORY_MAX: u32 = 50;

/// What moderators and rules did to one comment, the newest first.
pub async fn history(
    app: &App,
    actor: &Actor,
    (setting, comment): (&Setting, &Comment),
    plan: &LogPlan,
) -> Result<Vec<Logged>, Error> {
    let filter = Filter {
        subject: Some(comment.id.0),
        ..Filter::default()
    };
    let page = PageRequest {
        first: HISTORY_MAX,
        after: None,
        order: crate::model::Order::Newest,
    };
    let listed = list(app, actor, &setting.site, (&filter, &page), plan).await?;
    Ok(listed.page.items)
}

pub async fn find(
    app: &App,
    actor: &Actor,
    id: LogEntryId,
    plan: &LogPlan,
) -> Result<Logged, Error> {
    let entry = storage::log::find(app.db.read(), id).await?;
    let entry = entry.ok_or(Error::NotFound)?;
    let site = storage::sites::find(app.db.read(), entry.site_id).await?;
    let site = Arc::new(site.ok_or(Error::NotFound)?);
    policy::site::may_moderate(actor, &site, app.env.now())?;
    let found = dress(app, actor, &site, vec![entry], plan).await?;
    found.into_iter().next().ok_or(Error::NotFound)
}

async fn dress(
    app: &App,
    actor: &Actor,
    site: &Arc<Site>,
    entries: Vec<LogEntry>,
    plan: &LogPlan,
) -> Result<Vec<Logged>, Error> {
    let db = app.db.read();
    let ids: Vec<LogEntryId> = entries.iter().map(|entry| entry.id).collect();
    let undone_by = if plan.undone_by {
        storage::log::undone_by(db, &ids).await?
    } else {
        HashMap::new()
    };
    let members = members(app, &entries, plan).await?;
    let subjects = match &plan.subject {
        Some(plan) => subjects(app, actor, (site, &entries), plan).await?,
        None => Subjects::default(),
    };
    let own = actor.member_id_on(site.id).map(|id| id.0);
    let logged = |mut entry: LogEntry| {
        // What others write of somebody for each other is not for them to read.
        if own == Some(entry.subject_id) && entry.actor_id.map(|id| id.0) != own {
            entry.note = None;
        }
        Logged {
            actor: entry.actor_id.and_then(|id| members.get(&id)).cloned(),
            undone_by: undone_by.get(&entry.id).copied(),
            subject: subjects.of(&entry, site, &members),
            entry,
        }
    };
    Ok(entries.into_iter().map(logged).collect())
}

async fn members(
    app: &App,
    entries: &[LogEntry],
    plan: &LogPlan,
) -> Result<HashMap<MemberId, Member>, Error> {
    let mut ids: Vec<MemberId> = Vec::new();
    if plan.actor {
        ids.extend(entries.iter().filter_map(|entry| entry.actor_id));
    }
    if plan.subject.is_some() {
        let people = entries.iter().filter(|entry| is(entry, Kind::Author));
        ids.extend(people.map(|entry| MemberId(entry.subject_id)));
    }
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = storage::members::list(&app.db, &ids).await?;
    Ok(found
        .into_iter()
        .map(|member| (member.id, member))
        .collect())
}

#[derive(Default)]
struct Subjects {
    comments: HashMap<CommentId, Threaded>,
    episodes: HashMap<EpisodeId, Setting>,
}

async fn subjects(
    app: &App,
    actor: &Actor,
    (site, entries): (&Arc<Site>, &[LogEntry]),
    plan: &Plan,
) -> Result<Subjects, Error> {
    let of = |wanted: Kind| -> Vec<Uuid> {
        let these = entries.iter().filter(|entry| is(entry, wanted));
        these.map(|entry| entry.subject_id).collect()
    };
    let db = app.db.read();
    let visibility = policy::comment::visible_to(actor);
    let ids: Vec<CommentId> = of(Kind::Comment).into_iter().map(CommentId).collect();
    let comments = storage::comments::list(db, &ids, visibility).await?;
    let comments = threads::comments(app, actor, comments, plan).await?;
    let ids: Vec<EpisodeId> = of(Kind::Episode).into_iter().map(EpisodeId).collect();
    let episodes = storage::episodes::list_by_ids(db, &ids).await?;
    Ok(Subjects {
        comments: comments
            .into_iter()
            .map(|threaded| (threaded.comment.id, threaded))
            .collect(),
        episodes: episodes
            .into_iter()
            .map(|episode| {
                let site = Arc::clone(site);
                (episode.id, Setting { site, episode })
            })
            .collect(),
    })
}

impl Subjects {
    /// None for what is no longer there.
    fn of(
        &self,
        entry: &LogEntry,
        site: &Arc<Site>,
        members: &HashMap<MemberId, Member>,
    ) -> Option<Subject> {
        let id = entry.subject_id;
        let comment = self.comments.get(&CommentId(id)).cloned();
        let comment = comment.map(|threaded| Subject::Comment(Box::new(threaded)));
        let episode = self
            .episodes
            .get(&EpisodeId(id))
            .cloned()
            .map(Subject::Episode);
        let author = members.get(&MemberId(id)).cloned().map(Subject::Author);
        let site = || (SiteId(id) == site.id).then(|| Subject::Site(Arc::clone(site)));
        comment.or(episode).or(author).or_else(site)
    }
}

fn is(entry: &LogEntry, wanted: Kind) -> bool {
    let kind = kind(entry.action);
    kind == wanted || kind == Kind::Any
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Comment,
    Episode,
    Author,
    Site,
    /// Whatever it is that it undoes.
    Any,
}

/// As the API names kinds of what an entry is about; none where the entry alone does not tell.
pub fn subject_kind(action: Action) -> Option<&'static str> {
    match kind(action) {
        Kind::Comment => Some("comment"),
        Kind::Episode => Some("episode"),
        Kind::Author => Some("author"),
        Kind::Site => Some("site"),
        Kind::Any => None,
    }
}

fn kind(action: Action) -> Kind {
    match action {
        Action::ApproveComment
        | Action::RejectComment
        | Action::MarkSpam
        | Action::RestoreComment
        | Action::PinComment
        | Action::UnpinComment
        | Action::FeatureComment
        | Action::UnfeatureComment
        | Action::JudgeComment
        | Action::RemoveComment
        | Action::EditComment
        | Action::LockBranch
        | Action::UnlockBranch
        | Action::ConfirmGuest => Kind::Comment,
        Action::LockThread
        | Action::CloseThread
        | Action::ReopenThread
        | Action::CreateEpisode
        | Action::UpdateEpisode => Kind::Episode,
        Action::RejectAllBy
        | Action::GiveRole
        | Action::SetStanding
        | Action::ClaimAuthor
        | Action::EraseMember => Kind::Author,
        Action::UpdateSite
        | Action::UpdateRules
        | Action::UpdateWaysIn
        | Action::InviteMember
        | Action::WithdrawInvitation
        | Action::AddProvider
        | Action::UpdateProvider
        | Action::RemoveProvider
        | Action::AddSiteKey
        | Action::RemoveSiteKey
        | Action::UpdateMailTemplate
        | Action::ImportComments
        | Action::ExportSite => Kind::Site,
        Action::Undo => Kind::Any,
    }
}

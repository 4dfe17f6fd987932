//! The log of a site.
use super::{Author, Comment, Episode, Node, Site};
use crate::{
    domain::{
        Error,
        log::{Filter, LogPlan, Logged, Subject},
    },
    graphql::{context::ContextExt, error::ApiError, id::GlobalId, plan},
    model::{self, CommentId, EpisodeId, MemberId, SiteId},
};
use async_graphql::{Context, Enum, ID, InputObject, Lookahead, Object};
use chrono::{DateTime, Utc};
use uuid::Uuid;

pub struct LogEntry(pub Logged);

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Action")]
pub enum LogAction {
    /// A comment was approved.
    ApproveComment,
    /// A comment was rejected.
    RejectComment,
    /// A comment was marked as spam.
    MarkSpam,
    /// A comment went back into the queue.
    RestoreComment,
    /// All comments of an author since a time were rejected; their own entries name this one.
    RejectAllBy,
    /// A comment was pinned.
    PinComment,
    /// A comment was no longer pinned.
    UnpinComment,
    /// A comment was featured.
    FeatureComment,
    /// A comment was no longer featured.
    UnfeatureComment,
    /// A rule held, rejected or released a text.
    JudgeComment,
    /// A comment was removed.
    RemoveComment,
    /// A comment was edited.
    EditComment,
    /// A thread was locked.
    LockThread,
    /// A thread was closed.
    CloseThread,
    /// A thread was reopened.
    ReopenThread,
    /// A branch was locked.
    LockBranch,
    /// A branch was unlocked.
    UnlockBranch,
    /// An episode was created.
    CreateEpisode,
    /// What is known of an episode was changed.
    UpdateEpisode,
    /// A member was given another role.
    GiveRole,
    /// Somebody was invited by their address to have a role.
    InviteMember,
    /// An invitation was taken back.
    WithdrawInvitation,
    /// A member was given another standing.
    SetStanding,
    /// The site's settings were changed.
    UpdateSite,
    /// The site's rules were changed.
    UpdateRules,
    /// The ways in which people sign in to the site were changed.
    UpdateWaysIn,
    /// A provider of sign-ins was added.
    AddProvider,
    /// A provider of sign-ins was changed.
    UpdateProvider,
    /// A provider of sign-ins was removed.
    RemoveProvider,
    /// A key that checks the site's own tokens was added.
    AddSiteKey,
    /// A key that checked the site's own tokens was removed.
    RemoveSiteKey,
    /// The text of a mail was replaced.
    UpdateMailTemplate,
    /// A guest has confirmed the address that the comment was sent with.
    ConfirmGuest,
    /// A person's data were erased.
    EraseMember,
    /// Another entry was taken back: see `undoes`.
    Undo,
    /// Comments were imported.
    ImportComments,
    /// The whole site was taken away as a file; `to` is `WITH_ADDRESSES` where e-mail addresses are in
    /// it.
    ExportSite,
    /// Somebody claimed an imported author as themselves.
    ClaimAuthor,
}

/// Something that a moderator or a rule did. The log is append only: nothing changes or removes an
/// entry.
#[Object]
impl LogEntry {
    /// Names the entry; a decision is named by its entry.
    async fn id(&self) -> ID {
        self.0.entry.id.global()
    }

    /// What was done.
    async fn action(&self) -> LogAction {
        self.0.entry.action.into()
    }

    /// Who did it; null for a rule, a job and the command line.
    async fn actor(&self) -> Option<Author> {
        self.0.actor.clone().map(|actor| Author(actor.into()))
    }

    /// What it was done to; null when that is no longer there.
    async fn subject(&self) -> Option<Node> {
        let subject = self.0.subject.clone()?;
        Some(match subject {
            Subject::Comment(threaded) => Node::Comment(Comment(*threaded)),
            Subject::Episode(setting) => Node::Episode(Episode(setting)),
            Subject::Author(member) => Node::Author(Author(member.into())),
            Subject::Site(site) => Node::Site(Site(site)),
        })
    }

    /// The episode it happened on, if it did on one.
    async fn episode_id(&self) -> Option<ID> {
        self.0.entry.episode_id.map(GlobalId::global)
    }

    /// The text that was decided on.
    async fn revision_id(&self) -> Option<ID> {
        self.0.entry.revision_id.map(GlobalId::global)
    }

    /// What it was before: a status, a state, a standing, a role, or settings; of `REJECT_ALL_BY`
    /// the moment since which.
    #[expect(clippy::unused_async, reason = "resolvers are async")]
    async fn from(&self, ctx: &Context<'_>) -> Result<Option<&str>, ApiError> {
        told(ctx, self.0.entry.from_state.as_deref())
    }

    /// What it was made.
    #[expect(clippy::unused_async, reason = "resolvers are async")]
    async fn to(&self, ctx: &Context<'_>) -> Result<Option<&str>, ApiError> {
        told(ctx, self.0.entry.to_state.as_deref())
    }

    /// Why: a reason's name, or what those concerned were told.
    #[expect(clippy::unused_async, reason = "resolvers are async")]
    async fn reason(&self, ctx: &Context<'_>) -> Result<Option<&str>, ApiError> {
        told(ctx, self.0.entry.reason.as_deref())
    }

    /// What the moderator wrote for other moderators; null to whom it was done.
    #[expect(clippy::unused_async, reason = "resolvers are async")]
    async fn note(&self, ctx: &Context<'_>) -> Result<Option<&str>, ApiError> {
        told(ctx, self.0.entry.note.as_deref())
    }

    /// When.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.entry.created_at
    }

    /// The id of the request that did it, as it stands in the service's own log lines.
    async fn correlation_id(&self) -> Option<&str> {
        self.0.entry.correlation_id.as_deref()
    }

    /// The entry of the whole that this is a part of.
    async fn batch_id(&self) -> Option<ID> {
        self.0.entry.batch_id.map(GlobalId::global)
    }

    /// The entry that this one took back.
    async fn undoes(&self) -> Option<ID> {
        self.0.entry.undoes_id.map(GlobalId::global)
    }

    /// The entry that took this one back; null while it stands.
    async fn undone_by(&self) -> Option<ID> {
        self.0.undone_by.map(GlobalId::global)
    }
}

/// Settings and notes may be long.
fn told<'a>(ctx: &Context<'_>, text: Option<&'a str>) -> Result<Option<&'a str>, ApiError> {
    if let Some(text) = text {
        ctx.take_text(text.len())?;
    }
    Ok(text)
}

/// Which entries of the log: those that fit all that is given.
#[derive(InputObject)]
pub(crate) struct LogFilterInput {
    /// What was done; any of these.
    actions: Option<Vec<LogAction>>,
    /// Who did it.
    actor_id: Option<ID>,
    /// The comment, episode, author or site it was done to.
    subject_id: Option<ID>,
    /// On which episode.
    episode_id: Option<ID>,
    /// From this moment on.
    since: Option<DateTime<Utc>>,
    /// Before this moment.
    until: Option<DateTime<Utc>>,
}

impl LogFilterInput {
    pub(super) fn read(self) -> Result<Filter, Error> {
        let actions = self.actions.unwrap_or_default();
        Ok(Filter {
            actions: actions.into_iter().map(model::Action::from).collect(),
            actor: self.actor_id.as_ref().map(MemberId::parse).transpose()?,
            subject: self.subject_id.as_ref().map(subject).transpose()?,
            episode: self.episode_id.as_ref().map(EpisodeId::parse).transpose()?,
            since: self.since,
            until: self.until,
        })
    }
}

fn subject(id: &ID) -> Result<Uuid, Error> {
    let comment = CommentId::find(id).map(|id| id.0);
    let episode = || EpisodeId::find(id).map(|id| id.0);
    let author = || MemberId::find(id).map(|id| id.0);
    let site = || SiteId::find(id).map(|id| id.0);
    comment
        .or_else(episode)
        .or_else(author)
        .or_else(site)
        .ok_or(Error::NotFound)
}

/// From the fields selected on an entry.
pub(crate) fn entry_plan(look: &Lookahead<'_>) -> LogPlan {
    let subject = look.field("subject");
    LogPlan {
        actor: look.field("actor").exists(),
        undone_by: look.field("undoneBy").exists(),
        subject: subject.exists().then(|| plan::comment(&subject)),
        total: false,
    }
}

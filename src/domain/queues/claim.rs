//! Two moderators side by side are handed different comments.
use super::filter;
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        policy, sites,
        threads::{self, Plan, Threaded},
    },
    model::{Actor, Change, Comment, CommentId, Member, QueueFilter, QueueKind, Site, Touched},
    storage::{
        self, Txn,
        claims::Taking,
        queues::{Claimed, Wanted},
    },
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::DbErr;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// What a moderator asks to be handed.
#[derive(Clone, Debug)]
pub struct Claiming {
    /// The site's key.
    pub site: String,
    pub kind: QueueKind,
    pub filter: QueueFilter,
    /// 1 to [`Claiming::MAX`].
    pub first: i32,
}

impl Claiming {
    pub const MAX: i32 = 50;
    pub const DEFAULT: i32 = 10;
    /// How long nobody else is handed the same.
    pub const LASTS: Duration = Duration::minutes(5);
}

/// What was handed out, and until when nobody else is handed it.
pub struct Handed {
    pub comments: Vec<Threaded>,
    pub expires_at: DateTime<Utc>,
}

/// Pages of a queue that one claim looks through, where many claim at the same moment.
const PAGES_MAX: usize = 20;
/// Claims of one moderator that are looked at again.
const OWN_MAX: u64 = 500;
const RELEASED_MAX: usize = 100;

/// The next comments of a queue that nobody else has claimed; first those that the moderator has
/// claimed already, for another five minutes.
pub async fn claim(
    app: &App,
    actor: &Actor,
    claiming: Claiming,
    plan: &Plan,
) -> Result<Handed, Error> {
    let site = Arc::new(site(app, actor, &claiming.site).await?);
    let first = usize::try_from(claiming.first).unwrap_or(0);
    if !(1..=Claiming::MAX).contains(&claiming.first) {
        let message = format!("must be 1 to {}", Claiming::MAX);
        return Err(Error::invalid("first", message));
    }
    let filter = filter::checked(claiming.filter)?;
    let member = moderator(app, actor, &site).await?;
    let now = app.env.now();
    let taking = Taking {
        kind: claiming.kind,
        member_id: member.id,
        now,
        until: now + Claiming::LASTS,
    };
    let wanted = Wanted {
        site: site.id,
        kind: claiming.kind,
        filter: &filter,
        claimed: Claimed::ByNobody(now),
    };
    let txn = app.db.begin_unseen().await?;
    let ids = hand_out(&txn, &wanted, taking, first).await?;
    if !ids.is_empty() {
        txn.touch(Change::Queues(site.id, Touched::These(ids.clone())));
    }
    txn.commit().await?;
    // As they stand now: an author may have changed one while it was being claimed.
    let visibility = policy::comment::visible_to(actor);
    let found = storage::comments::list(app.db.read(), &ids, visibility).await?;
    let mut found: HashMap<CommentId, Comment> = found
        .into_iter()
        .map(|comment| (comment.id, comment))
        .collect();
    let comments = ids.iter().filter_map(|id| found.remove(id)).collect();
    Ok(Handed {
        comments: threads::comments_on(app, actor, &site, comments, plan).await?,
        expires_at: taking.until,
    })
}

/// Gives back what the moderator has claimed, all of it or these; how much it was.
pub async fn release(
    app: &App,
    actor: &Actor,
    site_key: &str,
    comments: Option<Vec<CommentId>>,
) -> Result<u64, Error> {
    let site = site(app, actor, site_key).await?;
    if comments
        .as_ref()
        .is_some_and(|ids| ids.len() > RELEASED_MAX)
    {
        let message = format!("must hold at most {RELEASED_MAX} comments");
        return Err(Error::invalid("commentIds", message));
    }
    let member = moderator(app, actor, &site).await?;
    let txn = app.db.begin_unseen().await?;
    let (ids, now) = (comments.as_deref(), app.env.now());
    let released = storage::claims::release_of(&txn, site.id, member.id, ids, now).await?;
    if released > 0 {
        let released = comments.map_or(Touched::Anything, Touched::These);
        txn.touch(Change::Queues(site.id, released));
    }
    txn.commit().await?;
    Ok(released)
}

async fn site(app: &App, actor: &Actor, key: &str) -> Result<Site, Error> {
    access::signed_in(actor)?;
    let site = sites::get(app, key).await?;
    access::enter(app, actor, &site)?;
    policy::site::may_moderate(actor, &site, app.env.now())?;
    Ok(site)
}

/// Takes one of their tries.
async fn moderator<'a>(app: &App, actor: &'a Actor, site: &Site) -> Result<&'a Member, Error> {
    let member = policy::site::may_moderate(actor, site, app.env.now())?;
    access::limit(app, Operation::Claim, member).await?;
    Ok(member)
}

async fn hand_out(
    txn: &Txn,
    free: &Wanted<'_>,
    taking: Taking,
    first: usize,
) -> Result<Vec<CommentId>, DbErr> {
    let (member, now) = (taking.member_id, taking.now);
    let own = storage::claims::list_of(txn, free.site, member, now, OWN_MAX).await?;
    let mut handed = Vec::with_capacity(first);
    if !own.is_empty() {
        let own = Wanted {
            claimed: Claimed::Only(&own),
            ..*free
        };
        let page = storage::queues::list(txn, &own, None, first as u64).await?;
        handed.extend(take(txn, taking, &page).await?);
    }
    let mut after = None;
    for _ in 0..PAGES_MAX {
        let missing = first - handed.len();
        if missing == 0 {
            break;
        }
        // What somebody else takes at this moment is passed over, not waited for.
        let page = storage::queues::list(txn, free, after, missing as u64).await?;
        let Some(last) = page.last() else {
            break;
        };
        after = Some(taking.kind.cursor(last));
        handed.extend(take(txn, taking, &page).await?);
    }
    Ok(handed)
}

/// Those that the moderator now has, in the order of the page.
async fn take(txn: &Txn, taking: Taking, page: &[Comment]) -> Result<Vec<CommentId>, DbErr> {
    let ids: Vec<CommentId> = page.iter().map(|comment| comment.id).collect();
    let taken = storage::claims::take(txn, taking, &ids).await?;
    let taken: HashSet<CommentId> = taken.into_iter().collect();
    Ok(ids.into_iter().filter(|id| taken.contains(id)).collect())
}

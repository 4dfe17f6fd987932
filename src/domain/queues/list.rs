//! A page of a queue.
use super::filter;
use crate::{
    app::App,
    domain::{
        Error, policy,
        threads::{self, Plan, Threaded},
    },
    model::{Actor, Cursor, Page, QueueFilter, QueueKind, Site},
    storage::{
        self,
        queues::{Claimed, Wanted},
    },
};
use std::sync::Arc;

/// Which page of which queue.
#[derive(Clone, Debug)]
pub struct Request {
    pub kind: QueueKind,
    pub filter: QueueFilter,
    pub first: u32,
    pub after: Option<Cursor>,
    /// Whether anybody wants to know how much there is in all.
    pub count: bool,
}

/// One page of what a moderator goes through, and how much there is in all; 0 where nobody asked.
pub struct Queue {
    pub page: Page<Threaded>,
    pub total: i32,
}

/// Oldest first, reported ones by weight; for the site's moderators.
pub async fn list(
    app: &App,
    actor: &Actor,
    site: &Arc<Site>,
    request: Request,
    plan: &Plan,
) -> Result<Queue, Error> {
    let now = app.env.now();
    let member = policy::site::may_moderate(actor, site, now)?;
    let filter = filter::checked(request.filter)?;
    let wanted = Wanted {
        site: site.id,
        kind: request.kind,
        filter: &filter,
        claimed: if filter.unclaimed_only {
            Claimed::NotByOthers(member.id, now)
        } else {
            Claimed::Any
        },
    };
    let total = if request.count {
        total(app, &wanted).await?
    } else {
        0
    };
    let limit = u64::from(request.first) + 1;
    let found = storage::queues::list(app.db.read(), &wanted, request.after, limit).await?;
    let page = Page::cut(found, request.first);
    let items = threads::comments_on(app, actor, site, page.items, plan).await?;
    Ok(Queue {
        page: Page {
            items,
            has_next: page.has_next,
        },
        total,
    })
}

/// From the episodes' numbers where these say it; what else narrows a queue is counted out.
async fn total(app: &App, wanted: &Wanted<'_>) -> Result<i32, Error> {
    let db = app.db.read();
    let episodes = wanted.filter.episodes.as_deref();
    let by_episode = QueueFilter {
        episodes: wanted.filter.episodes.clone(),
        ..QueueFilter::default()
    };
    if *wanted.filter == by_episode {
        let counts = storage::queues::counts(db, wanted.site, episodes).await?;
        return Ok(counts.of(wanted.kind));
    }
    let number = storage::queues::count(db, wanted).await?;
    Ok(i32::try_from(number).unwrap_or(i32::MAX))
}

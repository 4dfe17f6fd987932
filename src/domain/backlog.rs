//! What waits to be done, over all sites: for whoever runs the service, whom nothing here tells which
//! site it is.
use crate::{
    app::App,
    domain::Error,
    model::{JobKind, QueueCounts},
    storage,
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::Iterable;

#[derive(Clone, Debug)]
pub struct Backlog {
    pub queues: QueueCounts,
    /// One for each kind.
    pub jobs: Vec<Jobs>,
}

/// Of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jobs {
    pub kind: JobKind,
    /// To be done, or being done.
    pub waiting: i64,
    pub given_up: i64,
    /// How long ago the oldest of those that wait was made; zero where none does.
    pub oldest: TimeDelta,
    /// For how long one of them could have been done already.
    pub overdue: TimeDelta,
}

/// Costs a look at each episode and at each job.
pub async fn look(app: &App) -> Result<Backlog, Error> {
    let db = app.db.read();
    let now = app.env.now();
    let queues = storage::queues::all_counts(db).await?;
    let found = storage::jobs::waiting(db).await?;
    let jobs = JobKind::iter().map(|kind| {
        let of_kind = || found.iter().filter(|jobs| jobs.kind == kind);
        let waiting = of_kind().find(|jobs| !jobs.given_up);
        let given_up = of_kind().find(|jobs| jobs.given_up);
        let since = |at: DateTime<Utc>| (now - at).max(TimeDelta::zero());
        Jobs {
            kind,
            waiting: waiting.map_or(0, |jobs| jobs.number),
            given_up: given_up.map_or(0, |jobs| jobs.number),
            oldest: waiting.map_or(TimeDelta::zero(), |jobs| since(jobs.oldest)),
            overdue: waiting.map_or(TimeDelta::zero(), |jobs| since(jobs.first_due)),
        }
    });
    Ok(Backlog {
        queues,
        jobs: jobs.collect(),
    })
}

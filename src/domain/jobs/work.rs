//! The worker: one for each node, with a few jobs in hand at once.
use super::run::run;
use crate::{
    app::App,
    domain::{Error, guests, imports, invitations, mails, oidc, sessions},
    model::{Job, JobKind, SiteId},
    storage,
};
use chrono::{DateTime, TimeDelta, Utc};
use std::{collections::HashMap, future::ready, sync::Arc, time::Duration};
use tokio::{
    task::{Id, JoinSet},
    time::sleep,
};

/// In hand at once.
const AT_ONCE: usize = 4;

/// Of those, mails: they all go to one server, and when it hangs, hands are left for other jobs.
const MAILS_AT_ONCE: usize = 2;

/// How often it looks for jobs of other nodes, and for those whose time to be tried again has come.
const POLL: Duration = Duration::from_secs(5);

/// For how long a job is the worker's that has taken it: well above what an attempt can last.
pub(in crate::domain) const LEASE: TimeDelta = TimeDelta::seconds(60);

/// How often what is over is removed.
const CLEARING: TimeDelta = TimeDelta::minutes(5);

/// What is in hand when a stop is asked for gets so long to finish. What does not is tried again
/// when its lease is over.
const PATIENCE: Duration = Duration::from_secs(5);

/// Until `stop` is done; then only what is in hand is finished. `force`, which is looked at only
/// after that, cuts it short.
pub async fn work(app: Arc<App>, stop: impl Future<Output = ()>, force: impl Future<Output = ()>) {
    let mut hands = Hands::default();
    let mut next_clearing = app.env.now();
    tokio::pin!(stop);
    // Listened for before the first look at the database: what comes meanwhile is not missed.
    tokio::select! {
        biased;
        () = &mut stop => return,
        () = ready(()) => {}
    }
    loop {
        if !hands.hold_the_writer(&app) {
            clear_when_due(&app, &mut next_clearing).await;
            if let Err(fault) = hands.fill(&app).await {
                tracing::error!(error = ?fault, "cannot take jobs");
            }
        }
        tokio::select! {
            () = &mut stop => break,
            () = app.jobs_added.notified() => {}
            () = sleep(POLL) => {}
            () = hands.one_is_free(), if !hands.running.is_empty() => {}
        }
    }
    let finished = async {
        while !hands.running.is_empty() {
            hands.one_is_free().await;
        }
    };
    tokio::select! {
        () = finished => {}
        () = sleep(PATIENCE) => {}
        () = force => {}
    }
}

/// Removes what is over, and has been for long enough. Where some of it cannot be removed, all else
/// is, and what has failed first is given; each is in the log.
pub async fn clear_out(app: &App) -> Result<(), Error> {
    let (db, now) = (&app.db, app.env.now());
    let outcomes = [
        (
            "used tokens",
            storage::spent::forget(db, now).await.map_err(Error::from),
        ),
        (
            "links to data",
            storage::data_tickets::forget(db, now)
                .await
                .map_err(Error::from),
        ),
        ("what guests said", guests::forget(app).await),
        ("invitations", invitations::forget(app).await),
        ("mails", mails::forget(app).await),
        ("sessions", sessions::forget(app).await),
        ("sign-ins elsewhere", oidc::forget(app).await),
        ("imports", imports::forget(app).await),
        ("room in the file", db.let_go().await.map_err(Error::from)),
    ];
    let mut first = Ok(());
    for (what, outcome) in outcomes {
        if let Err(fault) = outcome {
            tracing::error!(error = ?fault, what, "cannot remove what is over");
            first = first.and(Err(fault));
        }
    }
    first
}

async fn clear_when_due(app: &App, next: &mut DateTime<Utc>) {
    let now = app.env.now();
    if now < *next {
        return;
    }
    *next = now + CLEARING;
    // What fails is in the log, and tried again.
    clear_out(app).await.ok();
}

/// Does all that is due, one after the other.
pub async fn run_due(app: &Arc<App>) -> Result<(), Error> {
    while let Some(job) = take(app, &[]).await? {
        run(app, &job).await?;
    }
    Ok(())
}

#[derive(Default)]
struct Hands {
    running: JoinSet<()>,
    doing: HashMap<Id, (SiteId, JobKind)>,
}

impl Hands {
    async fn fill(&mut self, app: &Arc<App>) -> Result<(), Error> {
        while self.running.len() < AT_ONCE && !self.hold_the_writer(app) {
            let Some(job) = take(app, &self.busy()).await? else {
                return Ok(());
            };
            let (app, of) = (Arc::clone(app), (job.site_id, job.kind));
            let task = self.running.spawn(async move { finish(&app, &job).await });
            self.doing.insert(task.id(), of);
        }
        Ok(())
    }

    /// Nothing else can be written while an import is, where there is one writer.
    fn hold_the_writer(&self, app: &App) -> bool {
        let mut kinds = self.doing.values().map(|(_, kind)| *kind);
        !app.db.is_shared() && kinds.any(|kind| kind == JobKind::Import)
    }

    /// What waits until a hand is free that does the like. A site whose receiver hangs has one job
    /// of a kind in hand, so that others' go on; of imports there is one.
    fn busy(&self) -> Vec<(Option<SiteId>, JobKind)> {
        let is_mail = |kind: JobKind| kind == JobKind::Mail;
        let doing = self.doing.values();
        let mails = doing.clone().filter(|(_, kind)| is_mail(*kind)).count();
        let all_mails = (mails >= MAILS_AT_ONCE).then_some((None, JobKind::Mail));
        let others = doing.filter(|(_, kind)| !is_mail(*kind));
        let others = others.map(|(site, kind)| match kind {
            JobKind::Import => (None, *kind),
            kind => (Some(*site), *kind),
        });
        others.chain(all_mails).collect()
    }

    async fn one_is_free(&mut self) {
        let id = match self.running.join_next_with_id().await {
            None => return,
            Some(Ok((id, ()))) => id,
            // It panicked, which has been logged.
            Some(Err(fault)) => fault.id(),
        };
        self.doing.remove(&id);
    }
}

async fn finish(app: &Arc<App>, job: &Job) {
    if let Err(fault) = run(app, job).await {
        tracing::error!(
            job.id = %job.id.0,
            job.kind = ?job.kind,
            error = ?fault,
            "a job was interrupted"
        );
    }
}

async fn take(app: &App, busy: &[(Option<SiteId>, JobKind)]) -> Result<Option<Job>, Error> {
    let now = app.env.now();
    if !storage::jobs::is_due(app.db.read(), now).await? {
        return Ok(None);
    }
    let txn = app.db.begin_unseen().await?;
    let taken = storage::jobs::take(&txn, now, now + LEASE, busy).await?;
    txn.commit().await?;
    Ok(taken)
}

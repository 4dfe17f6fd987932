//! Caches between this service and its readers, such as a CDN: what they keep has names, and is asked
//! back by name when it has changed.
//!
//! Only changes that watchers are told of are, once, by the node that made them. What is not told of,
//! or could not be asked back, is late by as much as an answer may be kept for.
use crate::{
    app::App,
    metrics::Purges,
    model::{Change, EpisodeId, SiteId, Touched},
    outbound::{HeaderName, HeaderValue, Message, Trusted, Url},
    storage::changes::Told,
};
use futures_util::{StreamExt as _, future::join, stream};
use std::{collections::BTreeSet, future::pending, time::Duration};
use tokio::{
    sync::{
        broadcast::{Receiver, error::RecvError},
        mpsc::unbounded_channel,
    },
    time::{sleep, timeout},
};

/// What the operator says of keeping finished answers to those who are signed out.
#[derive(Clone, Debug)]
pub struct Settings {
    /// In this process; zero for none.
    pub bytes: u64,
    /// For how long others may keep one.
    pub seconds: u32,
    pub purge: Option<Purge>,
}

/// How an answer is asked back: a POST, with the name in place of `{key}`, to wherever the operator says.
#[derive(Clone, Debug)]
pub struct Purge {
    pub url: String,
    /// None for a request without.
    pub body: Option<String>,
    /// What shows that this service may.
    pub header: Option<(HeaderName, HeaderValue)>,
}

/// Stands in [`Purge`] for a name.
pub const KEY: &str = "{key}";
/// In every answer.
pub const ALL: &str = "rejoinder";

/// Of answers about a thread.
pub fn of_episode(id: EpisodeId) -> String {
    format!("episode-{}", id.0.simple())
}

/// Of answers that say that an episode is not there.
pub fn of_site(id: SiteId) -> String {
    format!("site-{}", id.0.simple())
}

/// What has changed meanwhile is asked back together.
const GATHERED: Duration = Duration::from_millis(500);
/// Of more, everything is asked back by one request.
const NAMES_MAX: usize = 30;
const AT_ONCE: usize = 4;
/// What was read before the change, here or on another node, may have been fetched since: by then
/// nobody gives it any more.
const LATE: Duration = Duration::from_secs(4);
/// For a cache to answer.
const DEADLINE: Duration = Duration::from_secs(10);
/// Whoever stops has not long for it.
const PARTING: Duration = Duration::from_secs(2);
/// Until what was refused is asked back once more, and how often it is.
const AGAIN: Duration = Duration::from_secs(2);
const TRIES: u32 = 3;

/// Begins with everything. Never ends by itself.
pub async fn run(app: &App) {
    let (Some(purge), Some(mut changes)) = (&app.caches.purge, app.db.changes().watch()) else {
        return pending().await;
    };
    let cache = Cache::of(purge, &app.metrics.purges);
    let (sender, mut asked) = unbounded_channel();
    let at_once = async {
        // A node that was killed has not asked back what it changed last: nobody knows what that was.
        let mut names = BTreeSet::from([ALL.to_owned()]);
        loop {
            cache.ask_all_back(&names).await;
            sender.send((app.env.monotonic() + LATE, names)).ok();
            names = gather(&mut changes).await;
        }
    };
    let once_more = async {
        while let Some((due, names)) = asked.recv().await {
            sleep(due.saturating_sub(app.env.monotonic())).await;
            cache.ask_all_back(&names).await;
        }
    };
    join(at_once, once_more).await;
}

/// Everything, once: for a node that stops, whose last changes nobody has gathered.
pub async fn stop(app: &App) {
    if let Some(purge) = &app.caches.purge {
        let cache = Cache::of(purge, &app.metrics.purges);
        cache.ask_in(PARTING, ALL).await.ok();
    }
}

/// The names of what changes next, and shortly after.
async fn gather(changes: &mut Receiver<Told>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    while names.is_empty() {
        add(&mut names, changes.recv().await).await;
    }
    let more = async {
        loop {
            add(&mut names, changes.recv().await).await;
        }
    };
    timeout(GATHERED, more).await.ok();
    names
}

async fn add(names: &mut BTreeSet<String>, told: Result<Told, RecvError>) {
    match told {
        Ok(told) if told.is_from_here => match &*told.change {
            Change::Threads(Touched::These(episodes)) => {
                names.extend(episodes.iter().copied().map(of_episode));
            }
            Change::Episodes(site) => {
                names.insert(of_site(*site));
            }
            Change::Threads(Touched::Anything) | Change::Site(_) | Change::Anywhere => {
                names.insert(ALL.to_owned());
            }
            Change::Queues(..) | Change::WhoReads(_) | Change::Readers(..) => {}
        },
        Ok(_) => {}
        Err(RecvError::Lagged(_)) => {
            names.insert(ALL.to_owned());
        }
        // The node stops.
        Err(RecvError::Closed) => pending().await,
    }
}

/// What stands between, as the operator has named it.
struct Cache<'a> {
    purge: &'a Purge,
    counted: &'a Purges,
    outbound: Trusted,
}

impl<'a> Cache<'a> {
    fn of(purge: &'a Purge, counted: &'a Purges) -> Self {
        Self {
            purge,
            counted,
            outbound: Trusted::new(DEADLINE),
        }
    }

    async fn ask_all_back(&self, names: &BTreeSet<String>) {
        let all = BTreeSet::from([ALL.to_owned()]);
        let names = if names.len() > NAMES_MAX { &all } else { names };
        stream::iter(names)
            .for_each_concurrent(AT_ONCE, |name| self.ask_back(name))
            .await;
    }

    async fn ask_back(&self, name: &str) {
        for _ in 1..TRIES {
            if self.ask(name).await.is_ok() {
                return;
            }
            sleep(AGAIN).await;
        }
        if let Err(reason) = self.ask(name).await {
            tracing::warn!(
                name,
                reason,
                "a cache did not take back an answer: it grows old there"
            );
        }
    }

    async fn ask(&self, name: &str) -> Result<(), String> {
        self.ask_in(DEADLINE, name).await
    }

    /// Within so long.
    async fn ask_in(&self, patience: Duration, name: &str) -> Result<(), String> {
        let late = |_| Err("it did not answer in time".to_owned());
        let asked = timeout(patience, self.send(name)).await;
        let asked = asked.unwrap_or_else(late);
        let outcome = match &asked {
            Ok(()) => &self.counted.done,
            Err(_) => &self.counted.failed,
        };
        outcome.inc();
        asked
    }

    async fn send(&self, name: &str) -> Result<(), String> {
        let Purge { url, body, header } = self.purge;
        let url = Url::parse(&url.replace(KEY, name)).map_err(|fault| fault.to_string())?;
        let body = body.as_ref().map(|body| body.replace(KEY, name));
        let message = Message {
            content_type: "application/json",
            headers: header.iter().cloned().collect(),
            body: body.unwrap_or_default().into(),
        };
        let answer = self.outbound.post(url, message).await;
        match answer.map_err(|fault| fault.to_string())?.status {
            200..=299 => Ok(()),
            status => Err(format!("it answered {status}")),
        }
    }
}

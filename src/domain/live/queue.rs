//! A moderator watches a site's queues.
use super::watchers::Place;
use crate::{
    app::App,
    domain::{Error, access, policy, sessions, sites},
    model::{Actor, Change, CommentId, Site, Touched},
    storage::changes::Told,
};
use futures_util::{Stream, stream};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::broadcast::{
        Receiver,
        error::{RecvError, TryRecvError},
    },
    time::sleep,
};

/// What has changed since the last news.
#[derive(Clone, Debug)]
pub struct News {
    pub site: Arc<Site>,
    /// Which comments; none where anything may have.
    pub comments: Option<Vec<CommentId>>,
}

/// Changes so close together are one piece of news.
const TOGETHER: Duration = Duration::from_millis(100);

/// How often somebody to whom nothing is told is asked whether they still may hear it.
const CHECK: Duration = Duration::from_secs(30);

/// News for as long as the actor moderates the site, which is looked at before each. The first
/// comes at once: what happened before it is for the listener to ask, and nothing after it is missed.
pub async fn queue(
    app: &Arc<App>,
    actor: &Actor,
    site_key: &str,
) -> Result<impl Stream<Item = Result<News, Error>> + use<>, Error> {
    access::signed_in(actor)?;
    let site = Arc::new(sites::get(app, site_key).await?);
    access::enter(app, actor, &site)?;
    let member = policy::site::may_moderate(actor, &site, app.env.now())?;
    let changes = app.db.changes().watch();
    let watch = Watch {
        place: app.watchers.enter(member.id),
        app: Arc::clone(app),
        actor: actor.clone(),
        site,
        changes: changes.ok_or(Error::Unavailable(TOGETHER))?,
        gathered: Some(Touched::Anything),
    };
    Ok(stream::unfold(Some(watch), |watch| async {
        let mut watch = watch?;
        match watch.next().await? {
            Ok(news) => Some((Ok(news), Some(watch))),
            Err(fault) => Some((Err(fault), None)),
        }
    }))
}

struct Watch {
    app: Arc<App>,
    actor: Actor,
    site: Arc<Site>,
    changes: Receiver<Told>,
    /// What is to be told next.
    gathered: Option<Touched<CommentId>>,
    place: Place,
}

impl Watch {
    /// None when there is no more to come: the node stops, or a newer stream has the place.
    async fn next(&mut self) -> Option<Result<News, Error>> {
        loop {
            let go_on = tokio::select! {
                go_on = gather(&mut self.changes, &self.site, &mut self.gathered) => go_on,
                () = self.place.is_given_away() => false,
                () = sleep(CHECK) => true,
            };
            if !go_on {
                return None;
            }
            if let Err(fault) = self.check().await {
                return Some(Err(fault));
            }
            if let Some(touched) = self.gathered.take() {
                let site = Arc::clone(&self.site);
                let comments = match touched {
                    Touched::These(ids) => Some(ids),
                    Touched::Anything => None,
                };
                return Some(Ok(News { site, comments }));
            }
        }
    }

    /// Whether whoever began to listen may still: they may have signed out meanwhile, or moderate
    /// no more.
    async fn check(&mut self) -> Result<(), Error> {
        let signed_in = sessions::known_still(&self.app, &self.actor).await?;
        self.actor.signed_in = Some(signed_in);
        policy::site::may_moderate(&self.actor, &self.site, self.app.env.now())?;
        Ok(())
    }
}

/// Until there is something to tell of the site; false when nothing more comes. What has been
/// gathered stays where this is dropped.
async fn gather(
    changes: &mut Receiver<Told>,
    site: &Site,
    gathered: &mut Option<Touched<CommentId>>,
) -> bool {
    while gathered.is_none() {
        match changes.recv().await {
            Ok(told) => add(&told, site, gathered),
            Err(RecvError::Lagged(_)) => *gathered = Some(Touched::Anything),
            Err(RecvError::Closed) => return false,
        }
    }
    sleep(TOGETHER).await;
    loop {
        match changes.try_recv() {
            Ok(told) => add(&told, site, gathered),
            Err(TryRecvError::Lagged(_)) => *gathered = Some(Touched::Anything),
            // What has been gathered is told first.
            Err(TryRecvError::Empty | TryRecvError::Closed) => return true,
        }
    }
}

fn add(told: &Told, site: &Site, gathered: &mut Option<Touched<CommentId>>) {
    let touched = match &*told.change {
        Change::Queues(id, touched) if *id == site.id => touched.clone(),
        Change::Anywhere => Touched::Anything,
        _ => return,
    };
    match gathered {
        Some(known) => known.join(touched),
        None => *gathered = Some(touched),
    }
}

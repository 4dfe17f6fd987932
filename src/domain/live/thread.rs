//! Somebody reads a thread while others write.
//!
//! Each comment that every reader sees knows the thread's version with which it last changed. A cursor
//! is a version; what has happened since is asked of the database, so nothing is missed and nothing told
//! twice, whichever node is asked after a gap.
use crate::{
    app::App,
    domain::{Error, episodes, policy, sessions, sites, threads::Setting},
    model::{Actor, Comment, CommentId, Episode},
    storage::{
        self,
        rooms::{Room, Rooms, Seat},
    },
};
use futures_util::{Stream, stream};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::time::sleep;

/// Which thread, as a page names it.
#[derive(Clone, Debug)]
pub struct Which {
    pub site: String,
    /// The episode's key, or the address of one of its pages.
    pub key: String,
}

#[derive(Clone, Copy)]
pub struct Listener {
    /// Up to which they know the thread.
    pub after: Option<i64>,
    /// Counted as one; not so where others are told, each of whom is.
    pub is_reader: bool,
}

/// What has happened since a cursor.
#[derive(Clone)]
pub struct Happened {
    /// None where the episode has not been begun.
    pub setting: Option<Setting>,
    /// The thread's version now: where to go on from.
    pub version: i64,
    /// Whether anything has, that readers could notice.
    pub is_new: bool,
    /// What has changed, as the viewer may see it; none where it is too much to be named.
    pub comments: Option<Vec<Comment>>,
    /// What was shown and is not any more.
    pub gone: Vec<CommentId>,
    pub spot: Spot,
}

/// Where it is told when more happens, and what had been told there before any of this was read.
#[derive(Clone)]
pub struct Spot {
    rooms: Rooms,
    room: Room,
    mark: u64,
}

/// Somebody who waits there.
pub struct Waiting {
    seat: Seat,
    mark: u64,
}

/// So many comments are named at once; whoever watches is better off reading anew where there are more.
const NAMED_MAX: usize = 50;

/// Between two pieces of news.
pub const APART: Duration = Duration::from_millis(250);

/// How often somebody to whom nothing is told is asked whether they are still signed in.
const CHECK: Duration = Duration::from_secs(30);

/// News for as long as somebody listens, and whoever was signed in still is. The first comes at once:
/// what has happened since, or, to whoever knows nothing of the thread, that anything may have.
pub fn thread(
    app: &Arc<App>,
    actor: &Actor,
    which: Which,
    listener: Listener,
) -> impl Stream<Item = Result<Happened, Error>> + use<> {
    let watch = Watch {
        app: Arc::clone(app),
        actor: actor.clone(),
        which,
        version: listener.after,
        is_reader: listener.is_reader,
        seat: None,
    };
    stream::unfold(Some(watch), |watch| async {
        let mut watch = watch?;
        match watch.next().await {
            Ok(happened) => Some((Ok(happened?), Some(watch))),
            Err(fault) => Some((Err(fault), None)),
        }
    })
}

struct Watch {
    app: Arc<App>,
    actor: Actor,
    which: Which,
    /// Up to which the listener knows the thread.
    version: Option<i64>,
    is_reader: bool,
    /// None before the first news.
    seat: Option<Seat>,
}

impl Watch {
    /// None when there is no more to come: the node stops, or the listener's role is another.
    async fn next(&mut self) -> Result<Option<Happened>, Error> {
        let is_first = self.seat.is_none();
        if !is_first {
            sleep(APART).await;
        }
        loop {
            if let Some(seat) = &mut self.seat
                && !heard(&self.app, &mut self.actor, seat).await?
            {
                return Ok(None);
            }
            let happened = self.look().await?;
            if is_first || happened.is_new {
                self.version = Some(happened.version);
                return Ok(Some(happened));
            }
        }
    }

    /// What is found is never older than what has been told in the room before.
    async fn look(&mut self) -> Result<Happened, Error> {
        loop {
            let mut seat = match self.seat.take() {
                Some(seat) => seat,
                None => self.enter().await?,
            };
            let mark = seat.mark();
            let setting = match seat.room() {
                Room::Thread(id) => episodes::find_by_id(&self.app, id).await?,
                Room::Beginnings(_) => self.find().await?,
            };
            let found = setting.as_ref().map(|found| Room::Thread(found.episode.id));
            // It has been begun: more of it is told in a room of its own.
            if found.is_some_and(|found| found != seat.room()) {
                continue;
            }
            let spot = Spot {
                rooms: self.app.db.changes().rooms().clone(),
                room: seat.room(),
                mark,
            };
            self.seat = Some(seat);
            return self.happened(setting, spot).await;
        }
    }

    async fn find(&self) -> Result<Option<Setting>, Error> {
        episodes::find(&self.app, &self.which.site, &self.which.key).await
    }

    async fn enter(&self) -> Result<Seat, Error> {
        let room = match self.find().await? {
            Some(found) => Room::Thread(found.episode.id),
            None => Room::Beginnings(sites::get(&self.app, &self.which.site).await?.id),
        };
        let rooms = self.app.db.changes().rooms();
        let seat = if self.is_reader {
            rooms.enter(room)
        } else {
            rooms.look_in(room)
        };
        seat.ok_or(Error::Unavailable(APART))
    }

    async fn happened(&self, setting: Option<Setting>, spot: Spot) -> Result<Happened, Error> {
        let version = setting.as_ref().map_or(0, |found| found.episode.version);
        let comments = match &setting {
            Some(setting) => self.changed(&setting.episode).await?,
            None => Some((Vec::new(), Vec::new())),
        };
        let (comments, gone) = comments.unzip();
        Ok(Happened {
            setting,
            version,
            is_new: self.version != Some(version),
            comments,
            gone: gone.unwrap_or_default(),
            spot,
        })
    }

    /// Comments that can be seen, and those that cannot be any more; none where it is too much to be
    /// named, or nobody knows: a version that the thread has not reached is another database's.
    async fn changed(
        &self,
        episode: &Episode,
    ) -> Result<Option<(Vec<Comment>, Vec<CommentId>)>, Error> {
        let told_apart = episode.renewed_version..=episode.version;
        let Some(known) = self.version.filter(|known| told_apart.contains(known)) else {
            return Ok(None);
        };
        let db = self.app.db.read();
        let since = (known, episode.version);
        let ids = storage::threads::changed(db, episode.id, since, NAMED_MAX + 1).await?;
        if ids.len() > NAMED_MAX {
            return Ok(None);
        }
        let visibility = policy::comment::visible_to(&self.actor);
        let found = storage::comments::list(db, &ids, visibility).await?;
        let mut found: HashMap<CommentId, Comment> = found
            .into_iter()
            .map(|comment| (comment.id, comment))
            .collect();
        let (mut comments, mut gone) = (Vec::new(), Vec::new());
        for id in ids {
            match found.remove(&id) {
                Some(comment) => comments.push(comment),
                None => gone.push(id),
            }
        }
        Ok(Some((comments, gone)))
    }
}

/// Until something is told in the room; false when nothing more comes. Whoever was signed in must be
/// still; with another role they begin anew.
async fn heard(app: &App, actor: &mut Actor, seat: &mut Seat) -> Result<bool, Error> {
    loop {
        let heard = tokio::select! {
            more = seat.changed() => Some(more),
            () = sleep(CHECK) => None,
        };
        if let Some(before) = actor.signed_in.as_ref().map(|before| before.role) {
            let signed_in = sessions::known_still(app, actor).await?;
            if signed_in.role != before {
                return Ok(false);
            }
            actor.signed_in = Some(signed_in);
        }
        if let Some(more) = heard {
            return Ok(more);
        }
    }
}

impl Spot {
    /// A place to wait for more; none when the node stops.
    pub fn wait(&self) -> Option<Waiting> {
        let seat = self.rooms.enter(self.room)?;
        Some(Waiting {
            seat,
            mark: self.mark,
        })
    }
}

impl Waiting {
    /// Until more has been told than is known here; then it is known. None when nothing more comes.
    pub async fn more(&mut self) -> Option<u64> {
        loop {
            let mark = self.seat.mark();
            if mark != self.mark {
                self.mark = mark;
                return Some(mark);
            }
            if !self.seat.changed().await {
                return None;
            }
        }
    }

    /// Counted among the readers of a thread, which has been begun.
    pub fn is_reading(&self) -> bool {
        matches!(self.seat.room(), Room::Thread(_))
    }

    /// Whether more of what was told here is told there.
    pub fn is_at(&self, spot: &Spot) -> bool {
        self.seat.room() == spot.room
    }
}

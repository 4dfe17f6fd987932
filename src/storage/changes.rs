//! Changes on their way: to those who watch on this node, and to the other nodes.
//!
//! A change is told in this process, and by whoever links the nodes sent to the others as a
//! `PostgreSQL` notification, after the commit and not within it: notifications are put in order by
//! a lock of the whole database, and a full queue of them would fail the commit. One that is lost
//! delays a page, which asks by itself from time to time.
use super::{Db, rooms::Rooms};
use crate::model::{Change, CommentId, EpisodeId, SiteId, Touched};
use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, RuntimeErr, Statement,
    sqlx::{
        self,
        postgres::{PgListener, PgPoolOptions},
    },
};
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::broadcast::{Receiver, Sender, channel},
    time::timeout,
};
use uuid::Uuid;

/// So many changes may wait for somebody who watches; who is slower is told that anything may have
/// changed.
const WAITING_MAX: usize = 256;

/// Where from a change is known.
#[derive(Clone, Debug)]
pub struct Told {
    pub change: Arc<Change>,
    pub is_from_here: bool,
}

/// Changes as they come, on this node.
#[derive(Clone)]
pub struct Changes {
    sender: Arc<Mutex<Option<Sender<Told>>>>,
    count: Arc<AtomicU64>,
    rooms: Rooms,
}

impl Default for Changes {
    fn default() -> Self {
        Self {
            sender: Arc::new(Mutex::new(Some(channel(WAITING_MAX).0))),
            count: Arc::default(),
            rooms: Rooms::default(),
        }
    }
}

impl Changes {
    /// Another number after each commit of this node, before whoever asked for it has an answer, and
    /// after each change that another node tells. What was read after this was asked for is as new as
    /// this node can know, for as long as the number stays.
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::SeqCst)
    }

    pub(super) fn add(&self) {
        self.count.fetch_add(1, Ordering::SeqCst);
    }

    /// From now on. None once they have ended.
    pub fn watch(&self) -> Option<Receiver<Told>> {
        let sender = self.sender.lock().unwrap_or_else(PoisonError::into_inner);
        sender.as_ref().map(Sender::subscribe)
    }

    /// Those who watch single threads.
    pub fn rooms(&self) -> &Rooms {
        &self.rooms
    }

    /// For a node that stops: whoever watches is told that there is nothing more to come.
    pub fn end(&self) {
        self.rooms.close();
        self.sender
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }

    pub(super) fn tell(&self, change: Change) {
        self.send(change, true);
    }

    /// Asks the other nodes, or answers one; nobody here is told.
    pub fn ask(&self, change: Change) {
        self.send(change, true);
    }

    /// What another node has told.
    pub fn pass_on(&self, change: Change) {
        self.add();
        self.send(change, false);
    }

    fn send(&self, change: Change, is_from_here: bool) {
        self.rooms.tell(&change);
        let sender = self.sender.lock().unwrap_or_else(PoisonError::into_inner);
        let told = Told {
            change: Arc::new(change),
            is_from_here,
        };
        // It fails where nobody watches.
        sender.as_ref().map(|sender| sender.send(told).ok());
    }
}

const CHANNEL: &str = "rejoinder_changes";
/// Stands in a notification for what is not named.
const ANYTHING: &str = "*";
/// What a change may be of.
const EPISODES: &str = "episodes";
const QUEUES: &str = "queues";
const READERS: &str = "readers";
const SITE: &str = "site";
const THREADS: &str = "threads";
/// For a connection of the link's own.
const PATIENCE: Duration = Duration::from_secs(3);
/// After so long without a word the server is asked whether it is there, and has as long again to answer.
const QUIET: Duration = Duration::from_secs(2);

/// The link to the other nodes, on a connection of its own.
pub struct Link {
    listener: PgListener,
    /// What this node calls itself: its own notifications come back to it.
    node: Uuid,
}

impl Link {
    /// On `PostgreSQL` only.
    pub async fn open(db: &Db, node: Uuid) -> Result<Self, DbErr> {
        let options = db.driver().get_postgres_connection_pool().connect_options();
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .connect_lazy_with((*options).clone());
        let mut listener = PgListener::connect_with(&pool).await.map_err(fault)?;
        // By itself it would listen again before it says that it has missed something.
        listener.eager_reconnect(false);
        listener.listen(CHANNEL).await.map_err(fault)?;
        Ok(Self { listener, node })
    }

    /// What another node tells next. Once it has failed another link has to be opened, and what was told
    /// meanwhile is not known. To be awaited to its end: who begins it anew again and again never learns
    /// that the server has vanished.
    pub async fn next(&mut self) -> Result<(Uuid, Change), DbErr> {
        loop {
            let Ok(heard) = timeout(QUIET, self.listener.try_recv()).await else {
                self.look().await?;
                continue;
            };
            let heard = heard.map_err(fault)?;
            let notification = heard.ok_or_else(|| DbErr::Conn(lost()))?;
            match read(notification.payload()) {
                Some((node, _)) if node == self.node => {}
                Some(heard) => return Ok(heard),
                // A later version's: whatever it is, something has changed.
                None => return Ok((Uuid::nil(), Change::Anywhere)),
            }
        }
    }

    /// Whether the server is still there: one that has vanished says nothing either.
    async fn look(&mut self) -> Result<(), DbErr> {
        let asked = sqlx::query("SELECT 1").execute(&mut self.listener);
        let answered = timeout(QUIET, asked).await;
        answered.map_err(|_| DbErr::Conn(lost()))?.map_err(fault)?;
        Ok(())
    }
}

/// Tells the other nodes, on any connection of the pool.
pub async fn tell(db: &Db, node: Uuid, change: &Change) -> Result<(), DbErr> {
    let values = [CHANNEL.into(), write(node, change).into()];
    let sql = "SELECT pg_notify($1, $2)";
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    db.write().execute_raw(statement).await.map(drop)
}

/// The node, what kind of change it is, and what it is of: at most 53 words of 33 bytes, where 8,000 are
/// the limit of a notification.
fn write(node: Uuid, change: &Change) -> String {
    let name = |id: Uuid| id.simple().to_string();
    let mut words = vec![name(node)];
    match change {
        Change::Anywhere => words.push(ANYTHING.to_owned()),
        Change::Episodes(site) => words.extend([EPISODES.to_owned(), name(site.0)]),
        Change::Site(site) => words.extend([SITE.to_owned(), name(site.0)]),
        Change::Queues(site, comments) => {
            words.extend([QUEUES.to_owned(), name(site.0)]);
            words.extend(names(comments, |id| name(id.0)));
        }
        Change::WhoReads(episode) => words.extend([READERS.to_owned(), name(episode.0)]),
        Change::Readers(episode, count) => {
            words.extend([READERS.to_owned(), name(episode.0), count.to_string()]);
        }
        Change::Threads(episodes) => {
            words.push(THREADS.to_owned());
            words.extend(names(episodes, |id| name(id.0)));
        }
    }
    words.join(" ")
}

fn names<Id>(touched: &Touched<Id>, name: impl Fn(&Id) -> String) -> Vec<String> {
    match touched {
        Touched::Anything => vec![ANYTHING.to_owned()],
        Touched::These(ids) => ids.iter().map(name).collect(),
    }
}

fn read(text: &str) -> Option<(Uuid, Change)> {
    let words: Vec<&str> = text.split(' ').collect();
    let change = match &words[1..] {
        [ANYTHING] => Change::Anywhere,
        [EPISODES, site] => Change::Episodes(SiteId(id(site)?)),
        [SITE, site] => Change::Site(SiteId(id(site)?)),
        [QUEUES, site, comments @ ..] => {
            Change::Queues(SiteId(id(site)?), touched(comments, CommentId)?)
        }
        [READERS, episode] => Change::WhoReads(EpisodeId(id(episode)?)),
        [READERS, episode, count] => Change::Readers(EpisodeId(id(episode)?), count.parse().ok()?),
        [THREADS, episodes @ ..] => Change::Threads(touched(episodes, EpisodeId)?),
        _ => return None,
    };
    Some((id(words[0])?, change))
}

fn touched<Id>(words: &[&str], named: impl Fn(Uuid) -> Id) -> Option<Touched<Id>> {
    if let [ANYTHING] = words {
        return Some(Touched::Anything);
    }
    let ids = words.iter().map(|word| Some(named(id(word)?)));
    ids.collect::<Option<_>>().map(Touched::These)
}

fn id(word: &str) -> Option<Uuid> {
    Uuid::parse_str(word).ok()
}

fn lost() -> RuntimeErr {
    RuntimeErr::Internal("the connection was lost".to_owned())
}

fn fault(fault: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(fault)))
}

#[cfg(test)]
mod tests {
    use super::{Changes, read, write};
    use crate::model::{Change, CommentId, EpisodeId, SiteId, Touched};
    use tokio::sync::broadcast::error::RecvError;
    use uuid::Uuid;

    fn comments(count: usize) -> Change {
        let ids = vec![CommentId(Uuid::from_u128(u128::MAX)); count];
        Change::Queues(SiteId(Uuid::from_u128(2)), Touched::These(ids))
    }

    fn threads(count: usize) -> Change {
        let ids = vec![EpisodeId(Uuid::from_u128(u128::MAX)); count];
        Change::Threads(Touched::These(ids))
    }

    #[test]
    fn what_is_told_is_understood_and_fits_into_a_notification() {
        let node = Uuid::from_u128(1);
        for change in [
            comments(0),
            comments(1),
            comments(Touched::<CommentId>::NAMED_MAX),
            Change::Queues(SiteId(Uuid::from_u128(2)), Touched::Anything),
            threads(0),
            threads(Touched::<EpisodeId>::NAMED_MAX),
            Change::Threads(Touched::Anything),
            Change::Episodes(SiteId(Uuid::from_u128(2))),
            Change::Site(SiteId(Uuid::from_u128(2))),
            Change::Anywhere,
            Change::WhoReads(EpisodeId(Uuid::from_u128(2))),
            Change::Readers(EpisodeId(Uuid::from_u128(2)), 12),
        ] {
            let text = write(node, &change);
            assert!(text.len() < 8_000, "{}", text.len());
            assert_eq!(read(&text), Some((node, change)));
        }
        for text in [
            "",
            "x",
            "1 *",
            &node.to_string(),
            // As the version before wrote that a comment of a site had changed.
            &format!("{node} {node} {node}"),
            &format!("{node} threads {node} ?"),
            &format!("{node} queues"),
            &format!("{node} episodes"),
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[tokio::test]
    async fn who_watches_hears_of_all_until_the_end() {
        let changes = Changes::default();
        changes.tell(Change::Anywhere);
        let mut watching = changes.watch().unwrap();
        changes.pass_on(comments(1));
        let told = watching.recv().await.unwrap();
        assert_eq!(*told.change, comments(1));
        assert!(!told.is_from_here);
        changes.tell(comments(2));
        changes.end();
        assert!(watching.recv().await.unwrap().is_from_here);
        assert_eq!(watching.recv().await.unwrap_err(), RecvError::Closed);
        assert!(changes.watch().is_none());
        changes.tell(comments(1));
    }
}

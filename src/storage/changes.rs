//! Changes on their way: to those who watch on this node, and to the other nodes.
//!
//! A change is told in this process, and by whoever links the nodes sent to the others as a
//! `PostgreSQL` notification, after the commit and not within it: notifications are put in order by
//! a lock of the whole database, and a full queue of them would fail the commit. One that is lost
//! delays a page, which asks by itself from time to time.
use super::Db;
use crate::model::{Change, CommentId, SiteId, Touched};
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
use tokio::sync::broadcast::{Receiver, Sender, channel};
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
}

impl Default for Changes {
    fn default() -> Self {
        Self {
            sender: Arc::new(Mutex::new(Some(channel(WAITING_MAX).0))),
            count: Arc::default(),
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

    /// For a node that stops: whoever watches is told that there is nothing more to come.
    pub fn end(&self) {
        self.sender
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }

    pub(super) fn tell(&self, change: Change) {
        self.send(change, true);
    }

    /// What another node has told.
    pub fn pass_on(&self, change: Change) {
        self.add();
        self.send(change, false);
    }

    fn send(&self, change: Change, is_from_here: bool) {
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
/// For a connection of the link's own.
const PATIENCE: Duration = Duration::from_secs(5);

/// The link to the other nodes, on a connection of its own.
pub struct Link {
    listener: PgListener,
    /// What this node calls itself: its own notifications come back to it.
    node: Uuid,
}

impl Link {
    /// On `PostgreSQL` only.
    pub async fn open(db: &Db, node: Uuid) -> Result<Self, DbErr> {
        let options = db.write().get_postgres_connection_pool().connect_options();
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

    /// What another node tells next; nothing is lost where it is dropped. Once it has failed another
    /// link has to be opened, and what was told meanwhile is not known.
    pub async fn next(&mut self) -> Result<Change, DbErr> {
        loop {
            let heard = self.listener.try_recv().await.map_err(fault)?;
            let notification = heard.ok_or_else(|| DbErr::Conn(lost()))?;
            match read(notification.payload()) {
                Some((node, _)) if node == self.node => {}
                Some((_, change)) => return Ok(change),
                // A later version's: whatever it is, something has changed.
                None => return Ok(Change::Anywhere),
            }
        }
    }

    /// Tells the other nodes, on any connection of the pool.
    pub async fn tell(&self, db: &Db, change: &Change) -> Result<(), DbErr> {
        let values = [CHANNEL.into(), write(self.node, change).into()];
        let sql = "SELECT pg_notify($1, $2)";
        let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
        db.write().execute_raw(statement).await.map(drop)
    }
}

/// At most 52 ids of 37 bytes, where 8,000 are the limit of a notification.
fn write(node: Uuid, change: &Change) -> String {
    let mut words = vec![node];
    let anything = match change {
        Change::Anywhere => true,
        Change::On(site, Touched::Anything) => {
            words.push(site.0);
            true
        }
        Change::On(site, Touched::Comments(ids)) => {
            words.push(site.0);
            words.extend(ids.iter().map(|id| id.0));
            false
        }
    };
    let words = words.iter().map(|word| word.simple().to_string());
    let anything = anything.then(|| ANYTHING.to_owned());
    words.chain(anything).collect::<Vec<_>>().join(" ")
}

fn read(text: &str) -> Option<(Uuid, Change)> {
    let words: Vec<&str> = text.split(' ').collect();
    let id = |word: &&str| Uuid::parse_str(word).ok();
    let change = match &words[1..] {
        [ANYTHING] => Change::Anywhere,
        [site, ANYTHING] => Change::On(SiteId(id(site)?), Touched::Anything),
        [site, ids @ ..] => {
            let ids = ids.iter().map(|word| id(word).map(CommentId));
            Change::On(
                SiteId(id(site)?),
                Touched::Comments(ids.collect::<Option<_>>()?),
            )
        }
        [] => return None,
    };
    Some((id(&words[0])?, change))
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
    use crate::model::{Change, CommentId, SiteId, Touched};
    use tokio::sync::broadcast::error::RecvError;
    use uuid::Uuid;

    fn change(touched: Touched) -> Change {
        Change::On(SiteId(Uuid::from_u128(2)), touched)
    }

    fn comments(count: usize) -> Touched {
        Touched::Comments(vec![CommentId(Uuid::from_u128(u128::MAX)); count])
    }

    #[test]
    fn what_is_told_is_understood_and_fits_into_a_notification() {
        let node = Uuid::from_u128(1);
        for change in [
            change(comments(0)),
            change(comments(1)),
            change(comments(Touched::NAMED_MAX)),
            change(Touched::Anything),
            Change::Anywhere,
        ] {
            let text = write(node, &change);
            assert!(text.len() < 8_000, "{}", text.len());
            assert_eq!(read(&text), Some((node, change)));
        }
        for text in [
            "",
            "x",
            "1 2",
            &format!("{node} {node} ?"),
            &node.to_string(),
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[tokio::test]
    async fn who_watches_hears_of_all_until_the_end() {
        let changes = Changes::default();
        changes.tell(change(Touched::Anything));
        let mut watching = changes.watch().unwrap();
        changes.pass_on(change(comments(1)));
        let told = watching.recv().await.unwrap();
        assert_eq!(*told.change, change(comments(1)));
        assert!(!told.is_from_here);
        changes.tell(change(comments(2)));
        changes.end();
        assert!(watching.recv().await.unwrap().is_from_here);
        assert_eq!(watching.recv().await.unwrap_err(), RecvError::Closed);
        assert!(changes.watch().is_none());
        changes.tell(change(comments(1)));
    }
}

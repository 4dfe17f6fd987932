//! Streams that are the same for everybody who is signed out: each event is made once, however many
//! listen.
//!
//! Who listens is no more than the version up to which they know the thread, and a place to wait. When
//! something is told, whoever comes first runs the document from that version on; those who know the
//! same are given what it made. Nothing is kept for the slow: they ask later, and get more at once.
use super::{Admitted, Door, Frame, order, panics, response};
use crate::{
    domain::live::{APART, Waiting},
    graphql::{
        context::{Progress, Reached},
        cursor,
    },
};
use async_graphql::{Executor, Name, Request, Value, Variables, parser::types::ExecutableDocument};
use futures_util::{Stream, StreamExt, stream};
use moka::future::Cache;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};
use tokio::time::sleep;

/// Between tries to make an event.
const PAUSES: [Duration; 4] = [
    Duration::from_millis(100),
    Duration::from_millis(500),
    Duration::from_secs(2),
    Duration::from_secs(5),
];
const AGE_MAX: Duration = Duration::from_secs(1);
/// Of events that are being sent.
const KEPT_BYTES: u64 = 8 * 1024 * 1024;
/// Bytes about of an event's place.
const OVERHEAD: usize = 512;

type Prepare = dyn Fn(Request) -> Request + Send + Sync;

/// What a stream runs on whose events are the same for all.
pub(super) struct Shared {
    events: Cache<Wanted, Arc<Event>>,
    /// What is listened to, as long as somebody does: a document is much larger than a listener.
    documents: Mutex<HashMap<Arc<str>, Weak<Document>>>,
    /// Gives a request what resolvers need who act for nobody.
    prepare: Box<Prepare>,
}

/// One event: who wants the same is given the same.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Wanted {
    /// The document with its variables, but for the place to go on from.
    asked: Arc<str>,
    after: Option<i64>,
    since: Since,
}

/// What must have been told before it was read.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Since {
    /// In the whole store.
    Store(u64),
    /// In the room where the thread is told of.
    Room(u64),
}

struct Event {
    frame: Frame,
    reached: Reached,
}

/// Nothing that can be shared came of it.
#[derive(Clone)]
struct NotForAll;

/// What the events of a stream are made of.
struct Document {
    asked: Arc<str>,
    text: ExecutableDocument,
    operation: Option<String>,
    variables: Variables,
}

/// How they are made.
#[derive(Clone)]
struct Telling<E> {
    shared: Arc<Shared>,
    schema: E,
    document: Arc<Document>,
    answer_bytes: usize,
}

impl Shared {
    pub(super) fn new(prepare: impl Fn(Request) -> Request + Send + Sync + 'static) -> Self {
        let weigh = |wanted: &Wanted, event: &Arc<Event>| {
            let weight = wanted.asked.len() + event.frame.bytes().len() + OVERHEAD;
            u32::try_from(weight).unwrap_or(u32::MAX)
        };
        let events = Cache::builder().weigher(weigh).max_capacity(KEPT_BYTES);
        Self {
            events: events.time_to_live(AGE_MAX).build(),
            documents: Mutex::default(),
            prepare: Box::new(prepare),
        }
    }

    /// The same for all who ask the same.
    fn document(&self, asked: &str, make: impl FnOnce() -> Document) -> Arc<Document> {
        let mut documents = self
            .documents
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = documents.get(asked).and_then(Weak::upgrade) {
            return known;
        }
        documents.retain(|_, document| document.strong_count() > 0);
        let document = Arc::new(make());
        documents.insert(Arc::clone(&document.asked), Arc::downgrade(&document));
        document
    }
}

impl<E: Executor> Door<E> {
    /// The frames of a stream that is the same for all. None where this one is not, or fails at once.
    pub(super) async fn share(
        &self,
        admitted: &mut Admitted,
    ) -> Option<impl Stream<Item = Frame> + use<E>> {
        let shared = self.shared.as_ref()?;
        let version = self.finished.as_ref()?.version();
        if !admitted.is_for_all() {
            return None;
        }
        let id = admitted.document_id.clone()?;
        let query = &mut admitted.query;
        let mut variables = query.variables.clone();
        // A name by which the field is not told where to go on.
        let after = match variables.remove(&Name::new(AFTER)) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(cursor::read(&text)?),
            Some(_) => return None,
        };
        let said = serde_json::to_string(&(&id, &query.operation_name, &variables)).ok()?;
        let operation = query.operation_name.clone();
        let text = query.parsed_query().ok()?;
        let document = shared.document(&said, || Document {
            asked: said.as_str().into(),
            text: text.clone(),
            operation,
            variables,
        });
        let telling = Telling {
            shared: Arc::clone(shared),
            schema: self.schema.clone(),
            document,
            answer_bytes: self.limits.answer_bytes,
        };
        let first = Box::pin(telling.event(Progress::from(after), Since::Store(version))).await?;
        let waiting = first.reached.spot.wait()?;
        let version = first.reached.version;
        let rest = stream::unfold(
            (telling, waiting, version),
            |(telling, mut waiting, version)| async move {
                let event = telling.next(&mut waiting, version).await?;
                let version = event.reached.version;
                Some((event.frame.clone(), (telling, waiting, version)))
            },
        );
        Some(stream::iter([first.frame.clone()]).chain(rest))
    }
}

/// The variable of our own documents that holds a cursor.
const AFTER: &str = "after";

impl<E: Executor> Telling<E> {
    /// The next that tells something; none when nothing more comes.
    async fn next(&self, waiting: &mut Waiting, version: i64) -> Option<Arc<Event>> {
        sleep(APART).await;
        loop {
            let mark = waiting.more().await?;
            let mut progress = Progress::from(Some(version));
            if waiting.is_reading() {
                progress = progress.for_readers();
            }
            let event = self.event_in_time(&progress, mark).await?;
            if !waiting.is_at(&event.reached.spot) {
                *waiting = event.reached.spot.wait()?;
            }
            if event.reached.is_new {
                return Some(event);
            }
        }
    }

    /// A database that cannot be reached for a moment ends nobody's stream.
    async fn event_in_time(&self, progress: &Progress, mark: u64) -> Option<Arc<Event>> {
        for pause in PAUSES {
            // Room for a whole execution is needed only where there is one.
            let event = Box::pin(self.event(progress.clone(), Since::Room(mark))).await;
            if event.is_some() {
                return event;
            }
            sleep(pause).await;
        }
        tracing::warn!("an event for all who listen to a thread could not be made");
        None
    }

    /// `progress` goes on from where those are who want it.
    async fn event(&self, progress: Progress, since: Since) -> Option<Arc<Event>> {
        let wanted = Wanted {
            asked: Arc::clone(&self.document.asked),
            after: progress.after(),
            since,
        };
        // Whoever is first may go before it is made; the others wait for it all the same.
        let telling = self.clone();
        let running = async {
            let made = tokio::spawn(async move { telling.run(progress).await });
            made.await.map_err(|_| NotForAll)?
        };
        let events = &self.shared.events;
        events.try_get_with(wanted, running).await.ok()
    }

    async fn run(&self, progress: Progress) -> Result<Arc<Event>, NotForAll> {
        let document = &*self.document;
        let mut query = Request::new("").variables(document.variables.clone());
        query.set_parsed_query(document.text.clone());
        query.operation_name.clone_from(&document.operation);
        let query = (self.shared.prepare)(query.data(progress.clone()));
        let mut outcomes = self.schema.execute_stream(query, None);
        let outcome = panics::catch(outcomes.next()).await.ok().flatten();
        let mut outcome = outcome
            .filter(|outcome| outcome.errors.is_empty())
            .ok_or(NotForAll)?;
        let reached = progress.reached().ok_or(NotForAll)?;
        order::arrange(
            &mut outcome.data,
            &document.text,
            document.operation.as_deref(),
        );
        let text = response::text(outcome, self.answer_bytes);
        let frame = Frame::next(&text);
        Ok(Arc::new(Event { frame, reached }))
    }
}

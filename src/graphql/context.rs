//! What a resolver may reach, and how much of it one request may use.
use super::error::ApiError;
use crate::{
    app::App,
    domain::{caches, live},
    model::{Actor, EpisodeId, SiteId},
};
use async_graphql::Context;
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

/// What one request has used, of what the schema's complexity cannot see. A new one goes with each
/// request.
#[derive(Clone, Default)]
pub struct Spent(Arc<Sums>);

#[derive(Default)]
struct Sums {
    reads: AtomicUsize,
    text: AtomicUsize,
}

impl Spent {
    /// For the next event of a stream: each is an answer by itself.
    pub(crate) fn renew(&self) {
        self.0.reads.store(0, Ordering::Relaxed);
        self.0.text.store(0, Ordering::Relaxed);
    }
}

/// How far a stream has come that is the same for all. Whoever runs it for many tells with which version
/// to go on, and is told what the field in it has reached.
#[derive(Clone, Default)]
pub struct Progress {
    /// In place of the field's argument.
    after: Option<i64>,
    is_for_readers: bool,
    reached: Arc<Mutex<Option<Reached>>>,
}

#[derive(Clone)]
pub struct Reached {
    pub version: i64,
    /// Whether there is anything to tell.
    pub is_new: bool,
    pub spot: live::Spot,
}

impl Progress {
    pub fn from(after: Option<i64>) -> Self {
        Self {
            after,
            ..Self::default()
        }
    }

    /// Of those it is run for each is counted among the readers already.
    #[must_use]
    pub fn for_readers(self) -> Self {
        Self {
            is_for_readers: true,
            ..self
        }
    }

    pub(crate) fn is_for_readers(&self) -> bool {
        self.is_for_readers
    }

    pub(crate) fn after(&self) -> Option<i64> {
        self.after
    }

    pub(crate) fn reach(&self, happened: &live::Happened) {
        let reached = Reached {
            version: happened.version,
            is_new: happened.is_new,
            spot: happened.spot.clone(),
        };
        *self.reached.lock().unwrap_or_else(PoisonError::into_inner) = Some(reached);
    }

    /// None where the stream tells nothing of it.
    pub fn reached(&self) -> Option<Reached> {
        let reached = self.reached.lock().unwrap_or_else(PoisonError::into_inner);
        reached.clone()
    }
}

/// The header with the names of what an answer tells of.
pub const NAMES: &str = "surrogate-key";

/// Among the names of an answer that says what nobody tells of when it changes; it goes no further than
/// the door.
pub const BRIEF: &str = "brief";

/// Resolvers of one request that may ask the database by themselves: a list that asks for each of
/// its items soon has none left.
const READS: usize = 50;
/// Bytes of comments' texts in one answer; what comes around them stays below the door's limit.
const TEXT: usize = 768 * 1024;

pub(crate) trait ContextExt {
    fn app(&self) -> &App;
    fn actor(&self) -> &Actor;
    /// To be asked by each resolver that runs statements of its own.
    fn take_read(&self) -> Result<(), ApiError>;
    /// To be asked before a comment's text goes into the answer.
    fn take_text(&self, bytes: usize) -> Result<(), ApiError>;
    /// To be asked by each resolver that gives a thing once, so that no cache gives it again.
    fn keep_by_nobody(&self);
    /// To be asked by each resolver that says how things are at this moment: caches keep it for seconds,
    /// whatever else they may keep.
    fn keep_briefly(&self);
    /// To be asked by each resolver at the root that tells of a thread: caches find it by its name.
    fn tells_of(&self, episode: EpisodeId);
    /// The same of one that tells that an episode is not there.
    fn tells_of_none(&self, site: SiteId);
}

impl ContextExt for Context<'_> {
    fn app(&self) -> &App {
        self.data_unchecked::<Arc<App>>()
    }

    fn actor(&self) -> &Actor {
        self.data_unchecked()
    }

    fn take_read(&self) -> Result<(), ApiError> {
        let spent = &self.data_unchecked::<Spent>().0;
        if spent.reads.fetch_add(1, Ordering::Relaxed) < READS {
            return Ok(());
        }
        Err(ApiError::TooMuch(
            "this asks for lists within a list: ask for them one by one",
        ))
    }

    fn take_text(&self, bytes: usize) -> Result<(), ApiError> {
        let spent = &self.data_unchecked::<Spent>().0;
        if spent
            .text
            .fetch_add(bytes, Ordering::Relaxed)
            .saturating_add(bytes)
            <= TEXT
        {
            return Ok(());
        }
        Err(ApiError::TooMuch(
            "these comments are long: ask for fewer at once, and for each text once",
        ))
    }

    fn keep_by_nobody(&self) {
        self.insert_http_header("cache-control", "no-store");
    }

    fn keep_briefly(&self) {
        self.append_http_header(NAMES, BRIEF);
    }

    fn tells_of(&self, episode: EpisodeId) {
        self.append_http_header(NAMES, caches::of_episode(episode));
    }

    fn tells_of_none(&self, site: SiteId) {
        self.append_http_header(NAMES, caches::of_site(site));
    }
}

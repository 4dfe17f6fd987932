//! What the service counts of itself, as Prometheus reads it. Counting is raising an atomic number:
//! it waits for nobody and makes no text. A label has few values, all known here or in our own
//! documents, so no client makes series.
mod gauges;
mod process;
mod purges;
mod register;
mod requests;
mod streams;

pub use gauges::Gauges;
pub use process::Process;
pub use purges::Purges;
pub use requests::{Operation, Operations, Place, Requests};
pub use streams::{OpenStream, Streams};

use futures_util::future::BoxFuture;
use prometheus::{Histogram, HistogramVec, IntCounter, IntGauge, TextEncoder};
use register::Register;
use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

/// As answers name it: the text format that all scrapers read.
pub const CONTENT_TYPE: &str = prometheus::TEXT_FORMAT;

/// Seconds, from what is kept to what somebody has given up waiting for.
const QUICK: &[f64] = &[
    0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

/// Of work that waits for others' servers.
const SLOW: &[f64] = &[0.01, 0.05, 0.25, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0];

/// Time since some fixed moment.
type Monotonic = Arc<dyn Fn() -> Duration + Send + Sync>;

/// All that one process counts.
pub struct Metrics {
    register: Register,
    monotonic: Monotonic,
    pub requests: Requests,
    pub operations: Operations,
    pub kept: Kept,
    pub purges: Purges,
    pub database: Database,
    pub jobs: Jobs,
    pub streams: Streams,
    scrape_errors: IntCounter,
}

/// Answers that are the same for all and are kept as they are sent.
pub struct Kept {
    /// Answered with one.
    pub hits: IntCounter,
    /// One had to be made, or somebody else was making it.
    pub misses: IntCounter,
    size: OnceLock<LookAtSize>,
}

/// What is kept at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptSize {
    pub entries: u64,
    pub bytes: u64,
}

type LookAtSize = Box<dyn Fn() -> BoxFuture<'static, KeptSize> + Send + Sync>;

#[derive(Clone)]
pub struct Database {
    /// Seconds that a statement took.
    pub statements: Histogram,
    /// Seconds until a transaction that writes had begun: on `SQLite` there is one at a time.
    pub write_waits: Histogram,
    writers_waiting: IntGauge,
}

/// Until it is dropped.
pub struct WaitingWriter(IntGauge);

/// Work that is done after the answer.
pub struct Jobs(HistogramVec);

/// Runs from the moment it was made.
pub struct Watch<'a> {
    monotonic: &'a Monotonic,
    start: Duration,
}

impl Metrics {
    /// `started_at` is when the process began, in seconds since 1970.
    pub fn new(monotonic: &Monotonic, started_at: i64) -> Self {
        let register = Register::default();
        register
            .gauge("process_start_time_seconds", "When the process began.")
            .set(started_at);
        register
            .gauges("rejoinder_build_info", "What runs; always 1.", "version")
            .with_label_values(&[env!("CARGO_PKG_VERSION")])
            .set(1);
        Self {
            monotonic: Arc::clone(monotonic),
            requests: Requests::new(&register),
            operations: Operations::new(&register),
            kept: Kept::new(&register),
            purges: Purges::new(&register),
            database: Database::new(&register),
            jobs: Jobs(register.histograms(
                "rejoinder_job_attempt_seconds",
                "What attempts at jobs took.",
                "kind",
                SLOW,
            )),
            streams: Streams::new(&register),
            scrape_errors: register.counter(
                "rejoinder_scrape_errors_total",
                "Scrapes that lacked numbers of the database.",
            ),
            register,
        }
    }

    pub fn watch(&self) -> Watch<'_> {
        Watch {
            start: (self.monotonic)(),
            monotonic: &self.monotonic,
        }
    }

    pub fn scrape_failed(&self) {
        self.scrape_errors.inc();
    }

    /// All of it and what was looked up for this moment, in the format of [`CONTENT_TYPE`].
    pub fn text(&self, gauges: &Gauges) -> prometheus::Result<String> {
        let mut families = self.register.gather();
        families.extend(gauges.gather());
        families.sort_by(|one, other| one.name().cmp(other.name()));
        TextEncoder::new().encode_to_string(&families)
    }
}

/// Read by nobody, with a clock that stands still.
impl Default for Metrics {
    fn default() -> Self {
        let still: Monotonic = Arc::new(|| Duration::ZERO);
        Self::new(&still, 0)
    }
}

impl Watch<'_> {
    pub fn seconds(&self) -> f64 {
        (self.monotonic)().saturating_sub(self.start).as_secs_f64()
    }
}

impl Kept {
    fn new(register: &Register) -> Self {
        Self {
            hits: register.counter(
                "rejoinder_kept_answers_hits_total",
                "Requests that were answered with a kept answer.",
            ),
            misses: register.counter(
                "rejoinder_kept_answers_misses_total",
                "Requests for an answer that may be kept, and was not there.",
            ),
            size: OnceLock::new(),
        }
    }

    /// Whom to ask how much is kept; the first is asked.
    pub fn measure(&self, size: impl Fn() -> BoxFuture<'static, KeptSize> + Send + Sync + 'static) {
        self.size.get_or_init(|| Box::new(size));
    }

    /// None where nothing keeps answers.
    pub async fn size(&self) -> Option<KeptSize> {
        let look = self.size.get()?;
        Some(look().await)
    }
}

impl Database {
    fn new(register: &Register) -> Self {
        Self {
            statements: register.histogram(
                "rejoinder_database_statement_seconds",
                "What statements took.",
                QUICK,
            ),
            write_waits: register.histogram(
                "rejoinder_database_write_wait_seconds",
                "How long transactions that write waited to begin.",
                QUICK,
            ),
            writers_waiting: register.gauge(
                "rejoinder_database_writers_waiting",
                "Transactions that write and wait to begin.",
            ),
        }
    }

    /// One waits to begin.
    pub fn wait_to_write(&self) -> WaitingWriter {
        self.writers_waiting.inc();
        WaitingWriter(self.writers_waiting.clone())
    }
}

impl Drop for WaitingWriter {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Jobs {
    /// Of these there will be attempts: until then there have been none.
    pub fn expect(&self, kinds: impl Iterator<Item = &'static str>) {
        for kind in kinds {
            self.0.with_label_values(&[kind]);
        }
    }

    /// An attempt at a job of this kind is over.
    pub fn took(&self, kind: &'static str, watch: &Watch<'_>) {
        self.0.with_label_values(&[kind]).observe(watch.seconds());
    }
}

//! What Prometheus reads, on a port of its own: <https://prometheus.io/docs/instrumenting/exposition_formats/>.
use super::errors;
use crate::{
    app::App,
    domain::{
        backlog::{self, Backlog},
        jobs,
    },
    metrics::{CONTENT_TYPE, Gauges, Process},
    model::QueueKind,
};
use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::{sync::Arc, time::Duration};
use tokio::{sync::Mutex, time::timeout};

/// So old the numbers may be that the database is asked for.
const FRESH: Duration = Duration::from_secs(5);

/// A database that has not answered by then leaves its numbers out: the others are wanted all the more.
const PATIENCE: Duration = Duration::from_secs(2);

struct Port {
    app: Arc<App>,
    /// And when it was looked at.
    last: Mutex<Option<(Duration, Option<Backlog>)>>,
}

/// All that this port answers. Whoever reaches it may read it.
pub fn router(app: &Arc<App>) -> Router {
    let port = Port {
        app: Arc::clone(app),
        last: Mutex::default(),
    };
    Router::new()
        .route("/metrics", get(answer))
        .with_state(Arc::new(port))
        .fallback(errors::not_found)
}

async fn answer(State(port): State<Arc<Port>>) -> Response {
    let app = &port.app;
    let gauges = Gauges::default();
    Process::look().tell(&gauges);
    tell_pools(app, &gauges);
    tell_passwords(app, &gauges);
    tell_kept(app, &gauges).await;
    tell_traces(app, &gauges);
    match port.backlog().await {
        Some(backlog) => tell_backlog(&backlog, &gauges),
        None => app.metrics.scrape_failed(),
    }
    match app.metrics.text(&gauges) {
        Ok(text) => ([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "cannot write the metrics");
            errors::error_response(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

impl Port {
    /// Looked up at most once in [`FRESH`], whoever asks, and whether it can be or not.
    async fn backlog(&self) -> Option<Backlog> {
        let mut last = self.last.lock().await;
        let now = self.app.env.monotonic();
        if let Some((at, backlog)) = &*last
            && now.saturating_sub(*at) < FRESH
        {
            return backlog.clone();
        }
        let found = match timeout(PATIENCE, backlog::look(&self.app)).await {
            Ok(Ok(backlog)) => Some(backlog),
            Ok(Err(fault)) => {
                tracing::warn!(error = ?fault, "cannot look up what waits");
                None
            }
            Err(_) => {
                tracing::warn!("the database takes too long to say what waits");
                None
            }
        };
        *last = Some((now, found.clone()));
        found
    }
}

fn tell_pools(app: &App, gauges: &Gauges) {
    let pools = app.db.pools();
    let told = [
        (
            "rejoinder_database_connections_open",
            "Connections to the database.",
        ),
        (
            "rejoinder_database_connections_idle",
            "Connections that nobody uses.",
        ),
        (
            "rejoinder_database_connections_max",
            "Connections that there may be.",
        ),
    ];
    for (index, named) in told.into_iter().enumerate() {
        let each = pools.iter().map(|pool| {
            let numbers = [pool.open, pool.idle, pool.open_max];
            (pool.name, f64::from(numbers[index]))
        });
        gauges.set_each(named, "pool", each);
    }
}

fn tell_passwords(app: &App, gauges: &Gauges) {
    let (working, waiting) = app.passwords.at_work();
    gauges.set(
        "rejoinder_passwords_hashing",
        "Passwords that are being hashed.",
        float(working),
    );
    gauges.set(
        "rejoinder_passwords_waiting",
        "Passwords that wait for a free core.",
        float(waiting),
    );
    gauges.count(
        "rejoinder_passwords_hashed_total",
        "Passwords that have been hashed.",
        float(app.passwords.computed()),
    );
}

async fn tell_kept(app: &App, gauges: &Gauges) {
    if let Some(size) = app.metrics.kept.size().await {
        gauges.set(
            "rejoinder_kept_answers_entries",
            "Answers that are kept.",
            float(size.entries),
        );
        gauges.set(
            "rejoinder_kept_answers_bytes",
            "Memory of kept answers, about.",
            float(size.bytes),
        );
    }
}

fn tell_traces(app: &App, gauges: &Gauges) {
    let traces = app.traces.as_ref();
    let (sent, lost) = traces.map_or((0, 0), |traces| (traces.sent(), traces.lost()));
    gauges.count(
        "rejoinder_trace_spans_sent_total",
        "Spans that the collector of traces has taken.",
        float(sent),
    );
    gauges.count(
        "rejoinder_trace_spans_lost_total",
        "Spans that it has not taken, or for which there was no room.",
        float(lost),
    );
}

fn tell_backlog(backlog: &Backlog, gauges: &Gauges) {
    let queues = QueueKind::ALL.map(|kind| (queue(kind), backlog.queues.of(kind).into()));
    let comments = (
        "rejoinder_queue_comments",
        "Comments in the queues of all sites.",
    );
    gauges.set_each(comments, "queue", queues);
    let told = [
        ("rejoinder_jobs_waiting", "Jobs to be done, or being done."),
        ("rejoinder_jobs_given_up", "Jobs given up."),
        (
            "rejoinder_jobs_oldest_age_seconds",
            "Age of the oldest job to be done.",
        ),
        (
            "rejoinder_jobs_overdue_seconds",
            "For how long a job could have been done already.",
        ),
    ];
    for (index, named) in told.into_iter().enumerate() {
        let each = backlog.jobs.iter().map(|jobs| {
            let numbers = [
                float(jobs.waiting),
                float(jobs.given_up),
                jobs.oldest.as_seconds_f64(),
                jobs.overdue.as_seconds_f64(),
            ];
            (jobs::name(jobs.kind), numbers[index])
        });
        gauges.set_each(named, "kind", each);
    }
}

fn queue(kind: QueueKind) -> &'static str {
    match kind {
        QueueKind::Pending => "pending",
        QueueKind::Reported => "reported",
        QueueKind::Unreviewed => "unreviewed",
        QueueKind::Spam => "spam",
        QueueKind::Rejected => "rejected",
        QueueKind::Approved => "approved",
    }
}

/// As Prometheus has all numbers; beyond the 53 bits of it the last digits are lost.
fn float<N: TryInto<u64>>(number: N) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "the format has nothing finer")]
    let float = number.try_into().unwrap_or(0) as f64;
    float
}

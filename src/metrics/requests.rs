//! Requests: how many, where to, what became of them, and how long those took that GraphQL answered.
use super::{QUICK, register::Register};
use prometheus::{Histogram, HistogramVec, IntCounter};
use std::array::from_fn;

/// Kinds of paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Graphql,
    /// A thread as a page without script, and what tells others of it.
    Thread,
    /// The widget's files and frames.
    Widget,
    /// Pages of the service's own.
    Page,
    Picture,
    /// Exports, imports, what is kept of somebody.
    Data,
    Health,
    Other,
}

const PLACES: [&str; 8] = [
    "graphql", "thread", "widget", "page", "picture", "data", "health", "other",
];
const STATUSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

pub struct Requests {
    answered: [[IntCounter; STATUSES.len()]; PLACES.len()],
    too_often: IntCounter,
    busy: IntCounter,
}

impl Requests {
    pub(super) fn new(register: &Register) -> Self {
        let answered = register.counters(
            "rejoinder_http_requests_total",
            "Requests that were answered.",
            &["path", "status"],
        );
        let refused = register.counters(
            "rejoinder_http_refused_total",
            "Requests that were told to come back later.",
            &["reason"],
        );
        Self {
            answered: from_fn(|place| {
                from_fn(|status| answered.with_label_values(&[PLACES[place], STATUSES[status]]))
            }),
            too_often: refused.with_label_values(&["limit"]),
            busy: refused.with_label_values(&["busy"]),
        }
    }

    pub fn answered(&self, place: Place, status: u16) {
        let class = usize::from(status / 100).clamp(1, STATUSES.len());
        self.answered[place as usize][class - 1].inc();
        match status {
            429 => self.too_often.inc(),
            // Of its health this is an answer.
            503 if place != Place::Health => self.busy.inc(),
            _ => {}
        }
    }
}

/// How long GraphQL operations took, by name.
pub struct Operations {
    named: HistogramVec,
    other: Operation,
}

/// One of them. A clone is the same one.
#[derive(Clone)]
pub struct Operation(Histogram);

impl Operations {
    pub(super) fn new(register: &Register) -> Self {
        let named = register.histograms(
            "rejoinder_graphql_operation_seconds",
            "From the head of a request to the head of its answer.",
            "operation",
            QUICK,
        );
        let other = Operation(named.with_label_values(&["other"]));
        Self { named, other }
    }

    /// Of one of our own documents: ask once for each, for a name that nobody else can choose.
    pub fn named(&self, name: &str) -> Operation {
        Operation(self.named.with_label_values(&[name]))
    }

    /// Whatever others ask in words of their own, and what is no operation.
    pub fn other(&self) -> Operation {
        self.other.clone()
    }
}

impl Operation {
    pub fn took(&self, seconds: f64) {
        self.0.observe(seconds);
    }
}

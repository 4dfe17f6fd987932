//! Who takes the spans, and what is said in the log when nobody does.
use super::{Counts, Settings};
use crate::{
    env::Clock,
    outbound::{Fault, HeaderName, HeaderValue, Message, Trusted, Url},
};
use opentelemetry_proto::{
    tonic::collector::trace::v1::ExportTraceServiceRequest,
    transform::{
        common::tonic::ResourceAttributesWithSchema,
        trace::tonic::group_spans_by_resource_and_scope,
    },
};
use opentelemetry_sdk::{Resource, trace::SpanData};
use prost::Message as _;
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

/// For a batch, from looking up the name to the answer.
const DEADLINE: Duration = Duration::from_secs(5);

/// For so long the log says no second time that nobody takes them.
const SILENCE: Duration = Duration::from_mins(10);

pub(super) struct Collector {
    endpoint: Url,
    outbound: Trusted,
    headers: Vec<(HeaderName, HeaderValue)>,
    resource: ResourceAttributesWithSchema,
    counts: Arc<Counts>,
    clock: Arc<dyn Clock>,
    /// When the log said that it takes none, and whether that holds as far as the log tells.
    told: Option<Duration>,
    is_told_away: bool,
}

/// Why a batch is lost.
#[derive(Debug, thiserror::Error)]
enum Lost {
    #[error(transparent)]
    Unanswered(#[from] Fault),
    #[error("it answered with status {0}")]
    Refused(u16),
}

impl Collector {
    pub(super) fn new(
        settings: Settings,
        resource: &Resource,
        (clock, counts): (Arc<dyn Clock>, Arc<Counts>),
    ) -> Self {
        Self {
            endpoint: settings.endpoint,
            outbound: Trusted::new(DEADLINE),
            headers: settings.headers,
            resource: resource.into(),
            counts,
            clock,
            told: None,
            is_told_away: false,
        }
    }

    /// A batch, which is lost where it is not taken: others wait behind it.
    pub(super) async fn take(&mut self, batch: Vec<SpanData>) {
        let number = batch.len() as u64;
        match self.post(batch).await {
            Ok(()) => {
                self.counts.sent.fetch_add(number, Ordering::Relaxed);
                if std::mem::take(&mut self.is_told_away) {
                    tracing::info!("the collector takes traces again");
                }
            }
            Err(why) => {
                self.counts.lost.fetch_add(number, Ordering::Relaxed);
                self.tell(&why);
            }
        }
    }

    async fn post(&self, batch: Vec<SpanData>) -> Result<(), Lost> {
        let request = ExportTraceServiceRequest {
            resource_spans: group_spans_by_resource_and_scope(batch, &self.resource),
        };
        let message = Message {
            content_type: "application/x-protobuf",
            headers: self.headers.clone(),
            body: request.encode_to_vec().into(),
        };
        let answer = self.outbound.post(self.endpoint.clone(), message).await?;
        match answer.status {
            200..=299 => Ok(()),
            status => Err(Lost::Refused(status)),
        }
    }

    fn tell(&mut self, why: &Lost) {
        let now = self.clock.monotonic();
        let is_recent = |told: Duration| now.saturating_sub(told) < SILENCE;
        if self.told.is_some_and(is_recent) {
            return;
        }
        self.told = Some(now);
        self.is_told_away = true;
        tracing::warn!(error = %why, "the collector takes no traces: they are lost for as long");
    }
}

//! Where spans wait until there are enough of them, or they have waited long enough.
use super::{Counts, collector::Collector};
use opentelemetry::Context;
use opentelemetry_sdk::{
    error::OTelSdkResult,
    trace::{Span, SpanData, SpanProcessor},
};
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::{
    sync::{
        mpsc::{Receiver, Sender, channel},
        oneshot,
    },
    time::timeout,
};

/// Spans that wait, a few megabytes: one more is lost.
const WAITING_MAX: usize = 4_096;

/// Spans that leave at once.
const BATCH: usize = 512;

/// For how long the first of a batch waits for others.
const DELAY: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(super) struct Queue {
    spans: Sender<SpanData>,
    counts: Arc<Counts>,
}

impl Queue {
    pub(super) fn new(counts: &Arc<Counts>) -> (Self, Receiver<SpanData>) {
        let (sender, spans) = channel(WAITING_MAX);
        let counts = Arc::clone(counts);
        let queue = Self {
            spans: sender,
            counts,
        };
        (queue, spans)
    }
}

impl SpanProcessor for Queue {
    fn on_start(&self, _: &mut Span, _: &Context) {}

    fn on_end(&self, span: SpanData) {
        if span.span_context.is_sampled() && self.spans.try_send(span).is_err() {
            self.counts.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    /// The end of it is [`super::Traces::finish`].
    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}

/// Until a stop, and then what waits still.
pub(super) async fn send(
    mut spans: Receiver<SpanData>,
    mut collector: Collector,
    stop: oneshot::Receiver<()>,
) {
    tokio::pin!(stop);
    let mut batch = Vec::new();
    let mut is_stopping = false;
    loop {
        tokio::select! {
            () = fill(&mut batch, &mut spans) => {
                if batch.is_empty() {
                    return;
                }
                collector.take(std::mem::take(&mut batch)).await;
            }
            _ = &mut stop, if !is_stopping => {
                is_stopping = true;
                spans.close();
            }
        }
    }
}

/// Empty only where no more will come. Whoever breaks it off finds in the batch what has come so far.
async fn fill(batch: &mut Vec<SpanData>, spans: &mut Receiver<SpanData>) {
    let room = |batch: &Vec<SpanData>| BATCH.saturating_sub(batch.len());
    if batch.is_empty() && spans.recv_many(batch, BATCH).await == 0 {
        return;
    }
    let others =
        async { while room(batch) > 0 && spans.recv_many(batch, room(batch)).await > 0 {} };
    // Time is up: then it leaves as it is.
    let _ = timeout(DELAY, others).await;
}

//! Traces on their way to the operator's collector, by OTLP over HTTP:
//! <https://opentelemetry.io/docs/specs/otlp/#otlphttp>. Spans wait in a queue that has an end, and
//! leave in batches; who has made them waits for none of it.
mod collector;
mod queue;

use crate::{
    env::Env,
    outbound::{HeaderName, HeaderValue, Url},
    spans,
};
use collector::Collector;
use opentelemetry::{
    Context, KeyValue, TraceId,
    trace::{Link, SpanKind, TraceState, TracerProvider as _},
};
use opentelemetry_sdk::{
    Resource,
    trace::{
        Sampler, SamplingDecision, SamplingResult, SdkTracerProvider, ShouldSample, SpanLimits,
    },
};
use queue::Queue;
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{sync::oneshot, task::JoinHandle, time::timeout};
use tracing::Subscriber;
use tracing_subscriber::{
    Layer,
    filter::{LevelFilter, Targets},
    registry::LookupSpan,
};

/// What the operator says of them.
#[derive(Clone, Debug)]
pub struct Settings {
    /// With its path.
    pub endpoint: Url,
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// From 0 to 1, of the traces that begin here.
    pub share: f64,
}

/// Those of this process.
pub struct Traces {
    counts: Arc<Counts>,
    sending: Mutex<Option<Sending>>,
}

struct Sending {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

/// Of spans.
#[derive(Debug, Default)]
struct Counts {
    sent: AtomicU64,
    lost: AtomicU64,
}

/// What makes spans of those of [`crate::spans`], and how they leave. Must be called where the
/// service runs.
pub(super) fn begin<S>(settings: Settings) -> (impl Layer<S> + Send + Sync, Traces)
where
    S: Subscriber + Send + Sync + for<'span> LookupSpan<'span>,
{
    let env = Env::real();
    let counts = Arc::<Counts>::default();
    let resource = resource(&env);
    let (queue, spans) = Queue::new(&counts);
    let provider = SdkTracerProvider::builder()
        .with_span_processor(queue)
        .with_sampler(Sampler::ParentBased(Box::new(Beginnings {
            share: Sampler::TraceIdRatioBased(settings.share),
        })))
        .with_resource(resource.clone())
        // Otherwise the library looks for them in the environment.
        .with_span_limits(SpanLimits::default())
        .build();
    let layer = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("rejoinder"))
        .with_location(false)
        .with_threads(false)
        .with_tracked_inactivity(false)
        .with_target(false)
        .with_context_activation(false)
        .with_filter(Targets::new().with_target(spans::TARGET, LevelFilter::INFO));
    let collector = Collector::new(settings, &resource, (env.clock(), Arc::clone(&counts)));
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(queue::send(spans, collector, stopped));
    let sending = Mutex::new(Some(Sending { stop, task }));
    (layer, Traces { counts, sending })
}

impl Traces {
    /// That the collector has taken.
    pub fn sent(&self) -> u64 {
        self.counts.sent.load(Ordering::Relaxed)
    }

    /// For which there was no room, and those that the collector has not taken.
    pub fn lost(&self) -> u64 {
        self.counts.lost.load(Ordering::Relaxed)
    }

    /// Sends what is queued, as far as the time lasts. What is traced after that is lost.
    pub async fn finish(&self, patience: Duration) {
        let sending = self
            .sending
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let Some(Sending { stop, mut task }) = sending else {
            return;
        };
        let _ = stop.send(());
        if timeout(patience, &mut task).await.is_err() {
            task.abort();
            tracing::warn!("the last traces are lost: the collector took too long");
        }
    }
}

/// Who sends them: the name under which traces are found, and which of several nodes.
fn resource(env: &Env) -> Resource {
    Resource::builder_empty()
        .with_attributes([
            KeyValue::new("service.name", "rejoinder"),
            KeyValue::new("service.version", env!("CARGO_PKG_VERSION")),
            KeyValue::new("service.instance.id", env.new_id().to_string()),
        ])
        .build()
}

/// A trace begins with a request or with a job. What is done for neither, such as looking for jobs, is in
/// none.
#[derive(Clone, Debug)]
struct Beginnings {
    share: Sampler,
}

impl ShouldSample for Beginnings {
    fn should_sample(
        &self,
        parent: Option<&Context>,
        trace: TraceId,
        name: &str,
        kind: &SpanKind,
        attributes: &[KeyValue],
        links: &[Link],
    ) -> SamplingResult {
        if matches!(kind, SpanKind::Server | SpanKind::Consumer) {
            let share = &self.share;
            return share.should_sample(parent, trace, name, kind, attributes, links);
        }
        SamplingResult {
            decision: SamplingDecision::Drop,
            attributes: Vec::new(),
            trace_state: TraceState::NONE,
        }
    }
}

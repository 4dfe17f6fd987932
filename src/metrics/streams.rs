//! Answers that go on: how many are open, and what they have told.
use super::register::Register;
use prometheus::{IntCounter, IntGauge};

#[derive(Clone)]
pub struct Streams {
    open: IntGauge,
    told: IntCounter,
}

/// Open until it is dropped.
pub struct OpenStream(Streams);

impl Streams {
    pub(super) fn new(register: &Register) -> Self {
        Self {
            open: register.gauge("rejoinder_streams_open", "Subscriptions that are open."),
            told: register.counter(
                "rejoinder_stream_events_total",
                "Events that subscriptions have told.",
            ),
        }
    }

    /// Of one subscription, over whatever it is told.
    pub fn begin(&self) -> OpenStream {
        self.open.inc();
        OpenStream(self.clone())
    }
}

impl OpenStream {
    pub fn told(&self) {
        self.0.told.inc();
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        self.0.open.dec();
    }
}

//! Requests that ask answers back from the caches between this service and its readers.
use super::register::Register;
use prometheus::IntCounter;

pub struct Purges {
    pub done: IntCounter,
    pub failed: IntCounter,
}

impl Purges {
    pub(super) fn new(register: &Register) -> Self {
        let purges = register.counters(
            "rejoinder_cdn_purges_total",
            "Requests that asked a cache to forget answers.",
            &["outcome"],
        );
        Self {
            done: purges.with_label_values(&["done"]),
            failed: purges.with_label_values(&["failed"]),
        }
    }
}

//! Numbers that are looked up when somebody asks. One that could not be found out is not there: a
//! zero would be a statement.
use super::register::Register;
use prometheus::proto::MetricFamily;

/// Those of one moment.
#[derive(Default)]
pub struct Gauges(Register);

impl Gauges {
    pub fn set(&self, name: &str, help: &str, value: f64) {
        self.0.number(name, help).set(value);
    }

    /// One for each of the label's values.
    pub fn set_each<'a>(
        &self,
        (name, help): (&str, &str),
        label: &str,
        values: impl IntoIterator<Item = (&'a str, f64)>,
    ) {
        let numbers = self.0.numbers(name, help, label);
        for (of, value) in values {
            numbers.with_label_values(&[of]).set(value);
        }
    }

    /// What has only grown since the start.
    pub fn count(&self, name: &str, help: &str, value: f64) {
        self.0.amount(name, help).inc_by(value);
    }

    pub(super) fn gather(&self) -> Vec<MetricFamily> {
        self.0.gather()
    }
}

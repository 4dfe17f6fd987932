//! What a change of settings is in the log: those that differ, before and after, as JSON.
use serde::Serialize;
use serde_json::{Map, Value, json};

#[derive(Default)]
pub(super) struct Changes {
    from: Map<String, Value>,
    to: Map<String, Value>,
}

impl Changes {
    /// Keeps nothing of a setting that is as it was.
    pub(super) fn note(&mut self, name: &str, from: impl Serialize, to: impl Serialize) {
        let (from, to) = (json!(from), json!(to));
        if from != to {
            self.from.insert(name.to_owned(), from);
            self.to.insert(name.to_owned(), to);
        }
    }

    pub(super) fn is_none(&self) -> bool {
        self.from.is_empty()
    }

    /// For the states of a log entry, from and to; none when nothing differs.
    pub(super) fn into_texts(self) -> (Option<String>, Option<String>) {
        if self.is_none() {
            return (None, None);
        }
        let text = |map| Some(Value::Object(map).to_string());
        (text(self.from), text(self.to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_kept() {
        let mut changes = Changes::default();
        changes.note("name", "The Lamp", "The Lamp");
        assert!(changes.is_none());
        changes.note("nesting", 5, 3);
        changes.note("closeAfterDays", None::<i32>, Some(14));
        let (from, to) = changes.into_texts();
        assert_eq!(from.unwrap(), r#"{"closeAfterDays":null,"nesting":5}"#);
        assert_eq!(to.unwrap(), r#"{"closeAfterDays":14,"nesting":3}"#);
    }
}

//! A thread's earlier state, as the log keeps it for an undo.
use crate::{
    model::{Episode, ThreadState},
    storage::episodes::StateChange,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Past {
    state: String,
    lock_reason: Option<String>,
    locked_until: Option<DateTime<Utc>>,
    closed_message: Option<String>,
    closed_until: Option<DateTime<Utc>>,
    close_after_days: Option<i32>,
    closes_on: Option<DateTime<Utc>>,
}

pub(super) fn encode(episode: &Episode) -> String {
    let change = StateChange::of(episode);
    let past = Past {
        state: name(change.state).to_owned(),
        lock_reason: change.lock_reason,
        locked_until: change.locked_until,
        closed_message: change.closed_message,
        closed_until: change.closed_until,
        close_after_days: change.close_after_days,
        closes_on: change.closes_on,
    };
    serde_json::json!(past).to_string()
}

pub(super) fn decode(details: &str) -> Option<StateChange> {
    let past: Past = serde_json::from_str(details).ok()?;
    let states = [ThreadState::Open, ThreadState::Locked, ThreadState::Closed];
    Some(StateChange {
        state: states
            .into_iter()
            .find(|state| name(*state) == past.state)?,
        lock_reason: past.lock_reason,
        locked_until: past.locked_until,
        closed_message: past.closed_message,
        closed_until: past.closed_until,
        close_after_days: past.close_after_days,
        closes_on: past.closes_on,
    })
}

/// As the log and the schema spell it.
pub(in crate::domain) fn name(state: ThreadState) -> &'static str {
    match state {
        ThreadState::Open => "OPEN",
        ThreadState::Locked => "LOCKED",
        ThreadState::Closed => "CLOSED",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_state_is_none() {
        for text in ["", "null", "{}", r#"{"state":"AJAR"}"#, r#"{"state":1}"#] {
            assert_eq!(decode(text), None, "{text}");
        }
        assert!(decode(r#"{"state":"LOCKED"}"#).is_some());
    }
}

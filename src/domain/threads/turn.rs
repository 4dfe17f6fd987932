//! What becomes of a thread when a moderator turns it, the clock's rules kept in mind.
use crate::{
    model::{Episode, Site, ThreadState},
    storage::episodes::StateChange,
};
use chrono::{DateTime, Utc};

#[derive(Clone, Debug)]
pub(super) enum Turn {
    Lock { reason: Option<String> },
    Close { message: Option<String> },
    Reopen,
}

impl Turn {
    /// Whoever locks or reopens a thread that the clock has closed wants it to take effect: the
    /// rule that closed it is set aside for this episode.
    pub(super) fn of(
        self,
        (episode, site): (&Episode, &Site),
        until: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> StateChange {
        let unclosed = |closes_on| unclosed((episode, site), closes_on, now);
        match self {
            Self::Lock { reason } => StateChange {
                state: ThreadState::Locked,
                lock_reason: reason,
                locked_until: until,
                ..unclosed(episode.closes_on)
            },
            Self::Close { message } => StateChange {
                state: ThreadState::Closed,
                closed_message: message,
                closed_until: until,
                ..bare(episode.close_after_days, episode.closes_on)
            },
            Self::Reopen => unclosed(until),
        }
    }
}

fn bare(close_after_days: Option<i32>, closes_on: Option<DateTime<Utc>>) -> StateChange {
    StateChange {
        state: ThreadState::Open,
        lock_reason: None,
        locked_until: None,
        closed_message: None,
        closed_until: None,
        close_after_days,
        closes_on,
    }
}

/// Open, and never to close by itself where it would have done so already.
fn unclosed(
    (episode, site): (&Episode, &Site),
    closes_on: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> StateChange {
    let open = bare(episode.close_after_days, closes_on);
    match open.onto(episode).closes_at(site) {
        Some(at) if at <= now => bare(Some(0), None),
        _ => open,
    }
}

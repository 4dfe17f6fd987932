//! What people comment on, and the state of its thread.
use super::{EpisodeId, Mode, Site, SiteId, ThreadState};
use chrono::{DateTime, Datelike, Duration, Utc};

#[derive(Clone, Debug)]
pub struct Episode {
    pub id: EpisodeId,
    pub site_id: SiteId,
    pub key: String,
    pub title: String,
    pub url: Option<String>,
    pub published_at: Option<DateTime<Utc>>,
    /// A moderator, an import or the operator made it, not a first comment: its title and address
    /// are what the site says they are.
    pub vouched: bool,
    /// As a moderator left it; see [`Episode::state_at`].
    pub state: ThreadState,
    pub lock_reason: Option<String>,
    pub locked_until: Option<DateTime<Utc>>,
    pub closed_message: Option<String>,
    /// A close ends by itself then.
    pub closed_until: Option<DateTime<Utc>>,
    /// In place of the site's rule; 0 for never.
    pub close_after_days: Option<i32>,
    /// In place of any rule.
    pub closes_on: Option<DateTime<Utc>>,
    pub mode: Option<Mode>,
    /// Comments that all may read.
    pub comment_count: i32,
    pub queues: QueueCounts,
    pub top_count: i32,
    pub version: i64,
    /// The version with which so much changed that no comment was named.
    pub renewed_version: i64,
    pub created_at: DateTime<Utc>,
}

/// How many comments wait in each queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueCounts {
    pub pending: i32,
    pub approved: i32,
    pub rejected: i32,
    pub spam: i32,
    /// Approved, and looked at by nobody who moderates.
    pub unreviewed: i32,
    /// With reports that nobody has decided on.
    pub reported: i32,
}

impl Episode {
    /// The state that holds now: the clock, not a job, ends a lock and closes an old thread.
    pub fn state_at(&self, site: &Site, now: DateTime<Utc>) -> ThreadState {
        if self.closes_at(site).is_some_and(|at| at <= now) {
            return ThreadState::Closed;
        }
        let until = match self.state {
            ThreadState::Open => None,
            ThreadState::Locked => self.locked_until,
            ThreadState::Closed => self.closed_until,
        };
        match until {
            Some(until) if until <= now => ThreadState::Open,
            _ => self.state,
        }
    }

    /// When the thread closes by itself: at the moment set for this episode, or else by its own
    /// rule, or else by the site's.
    pub fn closes_at(&self, site: &Site) -> Option<DateTime<Utc>> {
        if self.closes_on.is_some() {
            return self.closes_on;
        }
        let days = self.close_after_days.or(site.close_after_days)?;
        if days == 0 {
            return None;
        }
        let closes_at = self
            .published_at?
            .checked_add_signed(Duration::days(days.into()))?;
        // What RFC 3339 cannot write is never.
        (closes_at.year() <= 9_999).then_some(closes_at)
    }

    /// When a closed thread opens by itself; none where a rule keeps it closed.
    pub fn reopens_at(&self, site: &Site, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let until = self.closed_until.filter(|until| *until > now)?;
        let stays_closed = self.closes_at(site).is_some_and(|at| at <= until);
        (self.state == ThreadState::Closed && !stays_closed).then_some(until)
    }

    pub fn mode_on(&self, site: &Site) -> Mode {
        self.mode.unwrap_or(site.mode)
    }
}

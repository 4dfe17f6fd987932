//! What people comment on, and the state of its thread.
use super::{EpisodeId, Mode, Site, SiteId, ThreadState};
use chrono::{DateTime, Duration, Utc};

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
    pub mode: Option<Mode>,
    pub comment_count: i32,
    pub pending_count: i32,
    pub top_count: i32,
    pub version: i64,
    pub created_at: DateTime<Utc>,
}

impl Episode {
    /// The state that holds now: the clock, not a job, ends a lock and closes an old thread.
    pub fn state_at(&self, site: &Site, now: DateTime<Utc>) -> ThreadState {
        if self.state == ThreadState::Closed || self.closes_at(site).is_some_and(|at| at <= now) {
            return ThreadState::Closed;
        }
        match self.locked_until {
            Some(until) if until <= now => ThreadState::Open,
            _ => self.state,
        }
    }

    /// When the site's rule closes the thread by itself.
    pub fn closes_at(&self, site: &Site) -> Option<DateTime<Utc>> {
        let days = site.close_after_days?;
        self.published_at?
            .checked_add_signed(Duration::days(days.into()))
    }

    pub fn mode_on(&self, site: &Site) -> Mode {
        self.mode.unwrap_or(site.mode)
    }
}

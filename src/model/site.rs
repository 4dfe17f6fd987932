//! A show's web site.
use super::{Mode, SiteId};
use chrono::{DateTime, Duration, Utc};

#[derive(Clone, Debug)]
pub struct Site {
    pub id: SiteId,
    pub key: String,
    pub name: String,
    pub origins: Vec<String>,
    pub mode: Mode,
    pub nesting: i16,
    pub newcomer_approvals: i32,
    pub edit_window: Duration,
    pub episodes_must_exist: bool,
    pub close_after_days: Option<i32>,
    pub created_at: DateTime<Utc>,
}

impl Site {
    pub const KEY_MAX: usize = 64;
    pub const NESTING_DEFAULT: i16 = 5;
    pub const NESTING_MAX: i16 = 10;
    pub const EDIT_WINDOW_DEFAULT: Duration = Duration::minutes(15);
    pub const NEWCOMER_APPROVALS_DEFAULT: i32 = 1;
}

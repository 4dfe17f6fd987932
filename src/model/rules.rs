//! A site's rules for new and edited texts.
use super::SiteId;
use chrono::{DateTime, Utc};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    pub site_id: SiteId,
    /// Goes up with each change; 0 for the shipped rules.
    pub version: i64,
    /// Characters that a reader sees; 0 for any.
    pub min_length: i32,
    pub max_length: i32,
    pub hold_repeats: bool,
    /// A pattern each.
    pub banned_words: Vec<String>,
    pub suspect_words: Vec<String>,
    /// More links than this are held; none: any number may stand.
    pub links_max: Option<i32>,
    /// A spam score from here on is held; none: never.
    pub spam_threshold: Option<i16>,
    /// As many readers of good record hide a comment by reporting it; none: never.
    pub report_threshold: Option<i32>,
    pub akismet_key: Option<String>,
    pub webhook_url: Option<String>,
    pub webhook_secret: Option<String>,
    /// Signs too, while the receiver changes over.
    pub webhook_secret_before: Option<String>,
    pub updated_at: DateTime<Utc>,
}

impl Rules {
    pub const LENGTH_MAX: i32 = 10_000;
    pub const LINKS_MAX: i32 = 2;
    pub const SPAM_THRESHOLD: i16 = 80;
    pub const REPORT_THRESHOLD: i32 = 3;

    /// What holds on a site that has set nothing.
    pub fn shipped(site_id: SiteId) -> Self {
        Self {
            site_id,
            version: 0,
            min_length: 0,
            max_length: Self::LENGTH_MAX,
            hold_repeats: true,
            banned_words: vec![],
            suspect_words: vec![],
            links_max: Some(Self::LINKS_MAX),
            spam_threshold: Some(Self::SPAM_THRESHOLD),
            report_threshold: Some(Self::REPORT_THRESHOLD),
            akismet_key: None,
            webhook_url: None,
            webhook_secret: None,
            webhook_secret_before: None,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }
}

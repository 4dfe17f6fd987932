//! A file of another system, on its way in.
use super::{ImportFormat, ImportId, ImportState, MemberId, SiteId};
use chrono::{DateTime, Utc};

#[derive(Clone, Debug)]
pub struct Import {
    pub id: ImportId,
    pub site_id: SiteId,
    /// Who has had it begun, or is about to.
    pub started_by: MemberId,
    pub format: ImportFormat,
    pub state: ImportState,
    /// What was asked for last.
    pub is_dry_run: bool,
    pub options: ImportOptions,
    /// As JSON: only the domain reads it.
    pub url_rules: Option<String>,
    /// As the person's own machine calls it.
    pub file_name: String,
    /// Of the file as it was sent, so far.
    pub bytes: u64,
    /// Until somebody begins to send the file.
    pub ticket_hash: Option<Vec<u8>>,
    /// Then the file goes, and what has not begun is called off; none where there is no file, or as
    /// long as it is at work.
    pub kept_until: Option<DateTime<Utc>>,
    /// Comments.
    pub done: u64,
    /// None before they have been counted.
    pub total: Option<u64>,
    /// As JSON: only the domain reads it.
    pub report: Option<String>,
    /// Why nothing was imported.
    pub error: Option<String>,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

/// What else of the file is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    pub with_spam: bool,
    pub with_trash: bool,
    pub with_unpublished: bool,
}

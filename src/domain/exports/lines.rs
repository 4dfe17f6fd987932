//! What stands in an export, a line each. The names and spellings are the API's, and so are the ids.
//! `docs/exporting.md` is the manual; whatever changes its meaning or place raises [`VERSION`].
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub const FORMAT: &str = "rejoinder";
pub const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Line {
    Export(Head),
    Site(Site),
    Rules(Rules),
    WaysIn(WaysIn),
    Provider(Provider),
    SiteKey(SiteKey),
    MailTemplate(MailTemplate),
    SpamWord(SpamWord),
    Author(Box<Author>),
    Episode(Box<Episode>),
    Comment(Box<Comment>),
    Report(Box<Report>),
    Note(Note),
    LogEntry(Box<LogEntry>),
    End(Counts),
    /// Of a newer version that means the same otherwise. Never written.
    #[serde(other)]
    Unknown,
}

/// The first line.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Head {
    pub format: String,
    pub version: u32,
    /// Whether authors have e-mail addresses, and what providers call them.
    pub with_addresses: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Site {
    pub id: String,
    pub key: String,
    pub name: String,
    pub origins: Vec<String>,
    pub mode: String,
    pub nesting: i16,
    pub newcomer_approvals: i32,
    pub edit_window_seconds: i64,
    pub episodes_must_exist: bool,
    pub close_after_days: Option<i32>,
    pub created_at: DateTime<Utc>,
}

/// Without Akismet's key and the webhook's secrets.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rules {
    pub min_length: i32,
    pub max_length: i32,
    pub hold_repeats: bool,
    pub banned_words: Vec<String>,
    pub suspect_words: Vec<String>,
    pub links_max: Option<i32>,
    pub spam_threshold: Option<i16>,
    pub report_threshold: Option<i32>,
    pub asks_akismet: bool,
    /// Without what follows a `?`, where a token may stand.
    pub webhook_url: Option<String>,
    /// None of the shipped rules.
    pub updated_at: Option<DateTime<Utc>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each way is open or not by itself"
)]
pub struct WaysIn {
    pub password: bool,
    pub mail: bool,
    pub guests: bool,
    pub proof_of_work: String,
    pub second_factor_for_staff: bool,
    pub roles_from_site_tokens: bool,
}

/// Without the client's secret.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Provider {
    pub key: String,
    pub name: String,
    pub issuer: String,
    pub client_id: String,
    pub scopes: String,
    pub created_at: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SiteKey {
    pub id: String,
    pub kid: Option<String>,
    pub kind: String,
    pub algorithm: String,
    /// The public key as a JWK, or where the key set is; none for a secret.
    pub material: Option<String>,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MailTemplate {
    pub kind: String,
    pub locale: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub own_since: DateTime<Utc>,
}

/// In how many comments a word stood that were spam, and that were approved. The empty word counts the
/// comments themselves.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SpamWord {
    pub word: String,
    pub spam: i32,
    pub approved: i32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Author {
    pub id: String,
    pub display_name: String,
    pub role: String,
    pub standing: String,
    pub standing_until: Option<DateTime<Utc>>,
    pub standing_reason: Option<String>,
    pub reports_upheld: i32,
    pub reports_dismissed: i32,
    /// Where the site has the picture. Only with addresses: what stands in it may tell who it is of.
    pub picture_url: Option<String>,
    /// Only one that its owner has proved, or that came with an import.
    pub email: Option<String>,
    /// Whether its owner has proved that address.
    #[serde(default)]
    pub email_is_proved: bool,
    /// Who they are for the site's providers and for the site itself.
    pub identities: Vec<Identity>,
    /// Where their comments came from, as imports know them.
    pub imported_from: Vec<ImportedFrom>,
    pub muted: Vec<Muted>,
    pub first_seen_at: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Identity {
    /// `site`, or a provider's key.
    pub provider: String,
    pub subject: String,
    pub created_at: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportedFrom {
    pub source: String,
    /// A hash of name and address, which tells this author from the others of that system. Only with
    /// addresses: it could be found out from one.
    pub author_key: Option<String>,
    /// The address that came with it. Only with addresses.
    pub email: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Muted {
    pub author_id: String,
    pub created_at: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Episode {
    pub id: String,
    pub key: String,
    pub title: String,
    pub url: Option<String>,
    /// All addresses of its page.
    pub urls: Vec<String>,
    pub published_at: Option<DateTime<Utc>>,
    /// Made by a moderator, an import or the operator, not by a first comment.
    pub vouched: bool,
    pub state: String,
    pub lock_reason: Option<String>,
    pub locked_until: Option<DateTime<Utc>>,
    pub closed_message: Option<String>,
    pub closed_until: Option<DateTime<Utc>>,
    pub close_after_days: Option<i32>,
    pub closes_on: Option<DateTime<Utc>>,
    pub mode: Option<String>,
    pub created_at: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    pub id: String,
    pub episode_id: String,
    /// What it answers.
    pub parent_id: Option<String>,
    /// Under what it is shown.
    pub nested_under_id: Option<String>,
    pub author_id: String,
    pub status: String,
    /// All texts that it had, the newest last, which is the current one.
    pub revisions: Vec<Revision>,
    /// The text that readers go on seeing while a newer one is held.
    pub shown_revision_id: Option<String>,
    pub created_at: DateTime<Utc>,
    pub edited_at: Option<DateTime<Utc>>,
    pub moment_seconds: Option<i32>,
    pub hold_reasons: Vec<String>,
    pub decision_id: Option<String>,
    pub reject_reason: Option<String>,
    pub author_note: Option<String>,
    /// Somebody who moderates has looked at the current text.
    pub reviewed: bool,
    pub pinned_at: Option<DateTime<Utc>>,
    pub featured_at: Option<DateTime<Utc>>,
    pub branch_lock: Option<BranchLock>,
    pub spam_score: Option<i16>,
    /// What weighed most in that score.
    pub spam_words: Vec<Weighed>,
    pub learned_as: Option<String>,
    /// What the system that it came from calls it.
    pub external_key: Option<String>,
    pub votes: Vec<Vote>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Weighed {
    pub word: String,
    /// How likely a comment with it is spam.
    pub percent: u8,
    pub spam: u32,
    pub approved: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Revision {
    pub id: String,
    /// `CommonMark`.
    pub body_markdown: String,
    pub created_at: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BranchLock {
    pub reason: Option<String>,
    pub until: Option<DateTime<Utc>>,
    pub locked_at: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Vote {
    pub author_id: String,
    pub created_at: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    pub id: String,
    pub comment_id: String,
    pub revision_id: String,
    pub reporter_id: String,
    pub reason: String,
    pub text: Option<String>,
    pub weight: i32,
    /// What a notice of illegal content says besides.
    pub illegal: Option<IllegalNotice>,
    pub created_at: DateTime<Utc>,
    pub resolved_at: Option<DateTime<Utc>>,
    pub outcome: Option<String>,
    pub decision_id: Option<String>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IllegalNotice {
    pub name: Option<String>,
    /// Only with addresses.
    pub email: Option<String>,
    pub legal_basis: Option<String>,
    pub good_faith: bool,
    pub location: Option<String>,
}

/// What a moderator wrote about an author, for other moderators.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    pub id: String,
    pub about_id: String,
    pub author_id: String,
    pub text: String,
    pub created_at: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogEntry {
    pub id: String,
    pub actor_id: Option<String>,
    pub action: String,
    pub subject_id: String,
    pub revision_id: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub reason: Option<String>,
    pub episode_id: Option<String>,
    pub note: Option<String>,
    /// What undoing it needs.
    pub details: Option<Value>,
    pub correlation_id: Option<String>,
    pub batch_id: Option<String>,
    pub undoes_id: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// The last line: a file without it is not whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    pub authors: u64,
    pub episodes: u64,
    pub comments: u64,
    pub reports: u64,
    pub notes: u64,
    pub log_entries: u64,
}

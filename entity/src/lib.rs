//! Tables as sea-orm sees them, the id newtypes, and the enums stored in columns.
//!
//! Knows only sea-orm. A row is not what the product speaks of: `storage` turns rows into the
//! values of `model`.
pub mod account;
pub mod branch_lock;
pub mod bucket;
pub mod challenge;
pub mod claim;
pub mod comment;
pub mod data_ticket;
pub mod episode;
pub mod episode_url;
pub mod erasure;
mod id;
pub mod identity;
pub mod import;
pub mod import_piece;
pub mod imported_author;
pub mod invitation;
pub mod job;
pub mod log_entry;
pub mod mail;
pub mod mail_template;
pub mod mailed_token;
pub mod member;
pub mod member_note;
pub mod mute;
pub mod oidc_attempt;
pub mod passkey;
pub mod picture;
pub mod planned_erasure;
pub mod provider;
pub mod recovery_code;
pub mod refresh_token;
pub mod report;
pub mod revision;
pub mod secret;
pub mod session;
pub mod signing_key;
pub mod site;
pub mod site_key;
pub mod site_rules;
pub mod spam_word;
pub mod spent_token;
pub mod totp;
pub mod vote;
pub mod ways_in;

pub use id::{
    AccountId, AttemptId, ChallengeId, CommentId, EpisodeId, EpisodeUrlId, IdentityId, ImportId,
    ImportedAuthorId, InvitationId, JobId, LogEntryId, MailId, MailedTokenId, MemberId,
    MemberNoteId, PasskeyId, ProviderId, RecoveryCodeId, RefreshTokenId, ReportId, RevisionId,
    SessionId, SigningKeyId, SiteId, SiteKeyId,
};

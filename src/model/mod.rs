//! Plain values that every layer may use: no IO, no GraphQL.
mod actor;
mod branch;
mod challenge;
mod change;
mod comment;
mod episode;
mod import;
mod invitation;
mod job;
mod log;
mod mail;
mod member;
mod page;
mod passkey;
mod provider;
mod queue;
mod reason;
mod report;
mod rules;
mod session;
mod site;
mod site_key;
mod ways_in;

pub use actor::{Actor, SignedIn};
pub use branch::BranchLock;
pub use challenge::{Challenge, Gained};
pub use change::{Change, Touched};
pub use comment::{Beginning, Comment, Decision, Kept, Tombstone, Visibility};
pub use entity::{
    AccountId, AttemptId, ChallengeId, CommentId, EpisodeId, EpisodeUrlId, IdentityId, ImportId,
    ImportedAuthorId, InvitationId, JobId, LogEntryId, MailId, MailedTokenId, MemberId,
    MemberNoteId, PasskeyId, ProviderId, RecoveryCodeId, RefreshTokenId, ReportId, RevisionId,
    SessionId, SigningKeyId, SiteId, SiteKeyId,
    challenge::Purpose as ChallengePurpose,
    comment::Status,
    data_ticket::Kind as DownloadKind,
    episode::ThreadState,
    import::{Format as ImportFormat, State as ImportState},
    job::Kind as JobKind,
    log_entry::Action,
    mail::Kind as MailKind,
    mailed_token::Purpose,
    member::{Role, Standing},
    oidc_attempt::Stage,
    report::Outcome as ReportOutcome,
    session::SessionKind,
    site::Mode,
    site_key::{Algorithm as SiteKeyAlgorithm, Kind as SiteKeyKind},
    ways_in::ProofOfWork,
};
pub use episode::{Episode, QueueCounts};
pub use import::{Import, ImportOptions};
pub use invitation::Invitation;
pub use job::{Advisers, Job, JobState};
pub use log::LogEntry;
pub use mail::{Mail, MailTemplate, MailedToken};
pub use member::{Account, Member, MemberNote, Record};
pub use page::{Cursor, Order, Page, PageRequest};
pub use passkey::Passkey;
pub use provider::{Attempt, Provider, Vouched, Window};
pub use queue::{Claim, QueueFilter, QueueKind};
pub use reason::{HoldReason, Learned, RejectReason, ReportReason};
pub use report::{Notice, Report, Resolution};
pub use rules::Rules;
pub use session::{LiveAt, Session};
pub use site::Site;
pub use site_key::{KeyText, SiteKey};
pub use ways_in::WaysIn;

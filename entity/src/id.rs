//! Ids: newtypes over `UUIDv7`, so one kind cannot be passed for another, and id order is time
//! order.
use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
        pub struct $name(pub Uuid);

        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )+};
}

id! {
    /// A person, on the whole installation.
    AccountId,
    /// A sign-in on its way through a provider.
    AttemptId,
    /// What is asked of somebody who signs in, or adds a passkey.
    ChallengeId,
    /// A comment.
    CommentId,
    /// What people comment on.
    EpisodeId,
    /// One more address of an episode's page.
    EpisodeUrlId,
    /// Who somebody is for a provider, or for a site.
    IdentityId,
    /// A file of another system, on its way in.
    ImportId,
    /// An author as another system knew them.
    ImportedAuthorId,
    /// A role that waits for the owner of an address.
    InvitationId,
    /// Work that is done after the answer.
    JobId,
    /// A line of a site's log.
    LogEntryId,
    /// A mail to one person.
    MailId,
    /// What a mail carries to prove that its reader has the address.
    MailedTokenId,
    /// An account on one site.
    MemberId,
    /// What a moderator wrote about a member, for other moderators.
    MemberNoteId,
    /// A passkey of an account.
    PasskeyId,
    /// With whom a site's people sign in.
    ProviderId,
    /// One code for the day the telephone is lost.
    RecoveryCodeId,
    /// One use of a session's refresh token.
    RefreshTokenId,
    /// A reader's flag on a comment.
    ReportId,
    /// One text of a comment.
    RevisionId,
    /// A sign-in.
    SessionId,
    /// A key that signs access tokens.
    SigningKeyId,
    /// A show's web site.
    SiteId,
    /// A key with which a site signs tokens for its own accounts.
    SiteKeyId,
}

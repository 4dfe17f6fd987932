//! What the viewer may do, and why not what they may not.
use crate::domain::{comments, policy::Denied, threads};
use async_graphql::{Enum, SimpleObject};

/// Why something is not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Denied")]
pub enum DeniedReason {
    /// Nobody is signed in to this site.
    SignedOut,
    /// The account may no longer write on this site.
    Banned,
    /// The account may not write on this site for the time being.
    Suspended,
    /// Comments are closed.
    ThreadClosed,
    /// Only moderators may post.
    ThreadLocked,
    /// Only moderators may answer in this branch.
    BranchLocked,
    /// Only the author may do this.
    NotAuthor,
    /// Only the site's moderators may do this, in a session begun outside an embed.
    NotModerator,
    /// Only the site's admins may do this, in a session begun outside an embed.
    NotAdmin,
    /// The time for editing has passed.
    WindowClosed,
    /// The comment is not, or no longer, approved.
    NotApproved,
    /// Nobody votes for their own comment, or reports it.
    OwnComment,
    /// Nobody does this to themselves.
    Oneself,
    /// The member has as high a role as the viewer.
    OfTheStaff,
    /// The member is suspended or banned.
    NotInGoodStanding,
    /// The page that asks does not belong to the site.
    ForeignOrigin,
    /// The site takes comments only on episodes that exist.
    EpisodeMustExist,
    /// The address of a new episode does not belong to the site.
    ForeignUrl,
    /// E-mail address or password are wrong.
    WrongCredentials,
    /// The session has ended.
    SessionEnded,
    /// The access token is past its time.
    TokenExpired,
    /// The access token is not valid.
    TokenInvalid,
    /// The session was begun in an embed.
    EmbeddedSession,
    /// Work is asked of the network first.
    ProofOfWorkNeeded,
    /// The work was not done, or has been used, or is too old.
    ProofOfWorkWrong,
    /// The site takes comments only of who has signed in.
    GuestsNotWelcome,
    /// The session is kept in a cookie, and nothing proves that the service's own page sent this.
    Csrf,
    /// A session is kept in a cookie only where the service is reached by https.
    CookieNeedsHttps,
    /// The site does not let people in in this way.
    WayClosed,
    /// The service sends no mails.
    NoMail,
    /// What was mailed has been used, or its time is over.
    LinkOver,
    /// A link to one's own data has been used as often as it may, or its time is over.
    DownloadOver,
    /// The address that takes the file of an import has been used, or its time is over.
    UploadOver,
    /// The code is wrong or has been used.
    WrongCode,
    /// The link in the mail has not been followed in this browser yet.
    NotFollowedYet,
    /// The address has an account.
    AlreadySignedUp,
    /// The password is wrong.
    WrongPassword,
    /// The viewer has to sign in anew, and not by another's word.
    SignInAgain,
    /// It took too long, too many tries, or has been used.
    ChallengeOver,
    /// The passkey was not accepted.
    PasskeyRefused,
    /// The site demands a second factor of its moderators, and this session has none.
    SecondFactorMissing,
    /// Only pages of the service's own origin may do this.
    OwnPagesOnly,
    /// The service's address is none that browsers keep passkeys for.
    PasskeysUnavailable,
}

/// Whether the viewer may do something.
#[derive(SimpleObject)]
pub struct Permission {
    /// Whether it would be allowed now.
    allowed: bool,
    /// Why not; null when it is allowed.
    reason: Option<DeniedReason>,
    /// The reason as an English sentence.
    message: Option<&'static str>,
}

/// What the viewer may do with a comment: which buttons a page should draw.
#[derive(SimpleObject)]
pub struct CommentPermissions {
    /// Answer it.
    reply: Permission,
    /// Change its text.
    edit: Permission,
    /// Take it back for good.
    delete: Permission,
    /// Vote for it.
    vote: Permission,
    /// Tell the moderators of it.
    report: Permission,
    /// Approve or reject it.
    moderate: Permission,
}

/// What the viewer may do with an episode's thread.
#[derive(SimpleObject)]
pub struct EpisodePermissions {
    /// Post a comment that answers none.
    post: Permission,
    /// Lock, close and reopen the thread, and change the episode.
    moderate: Permission,
}

impl From<Result<(), Denied>> for Permission {
    fn from(result: Result<(), Denied>) -> Self {
        let denied = result.err();
        Self {
            allowed: denied.is_none(),
            reason: denied.map(DeniedReason::from),
            message: denied.map(Denied::message),
        }
    }
}

impl From<comments::Permissions> for CommentPermissions {
    fn from(permissions: comments::Permissions) -> Self {
        Self {
            reply: permissions.reply.into(),
            edit: permissions.edit.into(),
            delete: permissions.delete.into(),
            vote: permissions.vote.into(),
            report: permissions.report.into(),
            moderate: permissions.moderate.into(),
        }
    }
}

impl From<threads::Permissions> for EpisodePermissions {
    fn from(permissions: threads::Permissions) -> Self {
        Self {
            post: permissions.post.into(),
            moderate: permissions.moderate.into(),
        }
    }
}

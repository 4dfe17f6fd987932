//! Who may do what: pure functions that say why not.
pub mod comment;
pub mod member;
pub mod site;
pub mod thread;

use crate::model::{Actor, BranchLock, Episode, Member, Site, Standing, ThreadState};
use chrono::{DateTime, Utc};

/// Where something is about to happen, and who is about to do it.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub actor: &'a Actor,
    pub site: &'a Site,
    pub episode: &'a Episode,
    pub now: DateTime<Utc>,
}

/// Whether the branch that somebody is about to answer in is locked at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branch {
    Open,
    Locked,
}

impl Branch {
    /// The lock, if one holds at the moment.
    pub fn under(lock: Option<&BranchLock>) -> Self {
        lock.map_or(Self::Open, |_| Self::Locked)
    }
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    SignedOut,
    Banned,
    Suspended,
    ThreadClosed,
    ThreadLocked,
    BranchLocked,
    NotAuthor,
    NotModerator,
    NotAdmin,
    WindowClosed,
    /// Only what all may read can be answered, voted for or reported.
    NotApproved,
    OwnComment,
    /// Nobody judges, mutes or notes themselves.
    Oneself,
    /// The member has as high a role as the one who would judge them.
    OfTheStaff,
    /// The member is suspended or banned.
    NotInGoodStanding,
    /// The page that asks belongs to another site.
    ForeignOrigin,
    /// The site wants episodes to be created before anybody comments on them.
    EpisodeMustExist,
    /// The episode's address does not belong to the site.
    ForeignUrl,
    /// E-mail address or password are wrong.
    WrongCredentials,
    /// The refresh token is unknown, used up, or its session has ended.
    SessionEnded,
    /// The access token is past its time.
    TokenExpired,
    /// The access token is none of ours.
    TokenInvalid,
    /// The session was begun in an embed.
    EmbeddedSession,
    ProofOfWorkNeeded,
    /// The work was not done, or has been used, or is too old.
    ProofOfWorkWrong,
    /// The site wants an account of everybody, or nobody can be written to.
    GuestsNotWelcome,
    /// Nothing proves that the service's own page sent this, and the session is kept in a cookie.
    Csrf,
    /// Browsers keep no secure cookie of this service.
    CookieNeedsHttps,
    /// The site does not let people in in this way.
    WayClosed,
    /// The service has no way to send mails.
    NoMail,
    /// What was mailed has been used, or its time is over.
    LinkOver,
    /// The time of a link to one's own data is over, or it has been used as often as it may.
    DownloadOver,
    /// What lets somebody send the file of an import has been used, or its time is over.
    UploadOver,
    /// Not the code that was mailed or that an authenticator app shows; or it has been used.
    WrongCode,
    /// The link in the mail has not been followed in this browser yet.
    NotFollowedYet,
    /// The address has an account.
    AlreadySignedUp,
    /// Of whoever is signed in.
    WrongPassword,
    /// What is asked for wants somebody who has proved themselves just now.
    SignInAgain,
    /// What was asked has been answered, too often wrongly, or not in time.
    ChallengeOver,
    /// A passkey's answer does not prove what it should.
    PasskeyRefused,
    /// The site's staff gives a second factor, and this session has none.
    SecondFactorMissing,
    /// Only pages of the service's own origin do this.
    OwnPagesOnly,
    /// The service's address is none that browsers keep passkeys for.
    PasskeysUnavailable,
}

impl Denied {
    pub fn reason(self) -> &'static str {
        match self {
            Self::SignedOut => "SIGNED_OUT",
            Self::Banned => "BANNED",
            Self::Suspended => "SUSPENDED",
            Self::ThreadClosed => "THREAD_CLOSED",
            Self::ThreadLocked => "THREAD_LOCKED",
            Self::BranchLocked => "BRANCH_LOCKED",
            Self::NotAuthor => "NOT_AUTHOR",
            Self::NotModerator => "NOT_MODERATOR",
            Self::NotAdmin => "NOT_ADMIN",
            Self::WindowClosed => "WINDOW_CLOSED",
            Self::NotApproved => "NOT_APPROVED",
            Self::OwnComment => "OWN_COMMENT",
            Self::Oneself => "ONESELF",
            Self::OfTheStaff => "OF_THE_STAFF",
            Self::NotInGoodStanding => "NOT_IN_GOOD_STANDING",
            Self::ForeignOrigin => "FOREIGN_ORIGIN",
            Self::EpisodeMustExist => "EPISODE_MUST_EXIST",
            Self::ForeignUrl => "FOREIGN_URL",
            Self::WrongCredentials => "WRONG_CREDENTIALS",
            Self::SessionEnded => "SESSION_ENDED",
            Self::TokenExpired => "TOKEN_EXPIRED",
            Self::TokenInvalid => "TOKEN_INVALID",
            Self::EmbeddedSession => "EMBEDDED_SESSION",
            Self::ProofOfWorkNeeded => "PROOF_OF_WORK_NEEDED",
            Self::ProofOfWorkWrong => "PROOF_OF_WORK_WRONG",
            Self::GuestsNotWelcome => "GUESTS_NOT_WELCOME",
            Self::Csrf => "CSRF",
            Self::CookieNeedsHttps => "COOKIE_NEEDS_HTTPS",
            Self::WayClosed => "WAY_CLOSED",
            Self::NoMail => "NO_MAIL",
            Self::LinkOver => "LINK_OVER",
            Self::DownloadOver => "DOWNLOAD_OVER",
            Self::UploadOver => "UPLOAD_OVER",
            Self::WrongCode => "WRONG_CODE",
            Self::NotFollowedYet => "NOT_FOLLOWED_YET",
            Self::AlreadySignedUp => "ALREADY_SIGNED_UP",
            Self::WrongPassword => "WRONG_PASSWORD",
            Self::SignInAgain => "SIGN_IN_AGAIN",
            Self::ChallengeOver => "CHALLENGE_OVER",
            Self::PasskeyRefused => "PASSKEY_REFUSED",
            Self::SecondFactorMissing => "SECOND_FACTOR_MISSING",
            Self::OwnPagesOnly => "OWN_PAGES_ONLY",
            Self::PasskeysUnavailable => "PASSKEYS_UNAVAILABLE",
        }
    }

    /// A sentence for people.
    #[expect(clippy::too_many_lines, reason = "a table: a sentence for each")]
    pub fn message(self) -> &'static str {
        match self {
            Self::SignedOut => "Sign in to this site first.",
            Self::Banned => "This account may no longer write on this site.",
            Self::Suspended => "This account may not write on this site for the time being.",
            Self::ThreadClosed => "Comments are closed.",
            Self::ThreadLocked => "The thread is locked: only moderators may post.",
            Self::BranchLocked => {
                "This part of the conversation is locked: only moderators may answer in it."
            }
            Self::NotAuthor => "Only the author may do this.",
            Self::NotModerator => "Only the site's moderators may do this.",
            Self::NotAdmin => "Only the site's admins may do this.",
            Self::WindowClosed => "The time for editing this comment has passed.",
            Self::NotApproved => "This is possible only once the comment has been approved.",
            Self::Oneself => "Nobody can do this to themselves.",
            Self::OfTheStaff => {
                "Only somebody of a higher role may do this to a member of the staff."
            }
            Self::OwnComment => "Nobody can vote for or report their own comment.",
            Self::NotInGoodStanding => {
                "The member is suspended or banned: give them another standing first."
            }
            Self::ForeignOrigin => {
                "The page that sent this does not belong to the site: its owner can add the \
                 page's origin to the site's origins."
            }
            Self::EpisodeMustExist => {
                "This site takes comments only on episodes that a moderator has created."
            }
            Self::ForeignUrl => {
                "The episode does not exist yet; its first comment must name a title and a url \
                 within the site's origins."
            }
            Self::WrongCredentials => {
                "E-mail address or password are wrong, or the address has not been confirmed: \
                 look for a mail."
            }
            Self::SessionEnded => "The session has ended: sign in again.",
            Self::TokenExpired => "The access token has expired: refresh the session.",
            Self::TokenInvalid => "The access token is not valid: sign in again.",
            Self::EmbeddedSession => {
                "A session begun in an embed reaches no further than its site: sign in on the \
                 service's own pages for this."
            }
            Self::ProofOfWorkNeeded => {
                "Work is asked of you first: solve a challenge of proofOfWork(site)."
            }
            Self::ProofOfWorkWrong => {
                "The proofOfWork is wrong, or has been used: solve another challenge."
            }
            Self::GuestsNotWelcome => "This site takes comments only of who has signed in.",
            Self::Csrf => {
                "With a session in a cookie, only the service's own pages write: send Origin or \
                 Sec-Fetch-Site, as browsers do, or a token in Authorization."
            }
            Self::CookieNeedsHttps => {
                "Browsers keep a session in a cookie only over https: the service's public_url is \
                 plain http."
            }
            Self::WayClosed => "This site does not let people sign in in this way.",
            Self::NoMail => {
                "This service sends no mails: whoever runs it has to set mail.smtp_url first."
            }
            Self::LinkOver => {
                "This link or code has been used, or its time is over: ask for another mail."
            }
            Self::DownloadOver => {
                "This link was good for ten minutes and three downloads: ask for another one."
            }
            Self::UploadOver => {
                "This address was good for one file within an hour: prepare another import."
            }
            Self::WrongCode => "The code is wrong, or has been used: look again.",
            Self::NotFollowedYet => {
                "Follow the link in the mail, in this browser, or enter the code."
            }
            Self::AlreadySignedUp => {
                "There is an account with this address: sign in, or ask for a new password."
            }
            Self::WrongPassword => "The password is wrong.",
            Self::ChallengeOver => {
                "This took too long, or too many tries, or has been used: sign in again."
            }
            Self::PasskeyRefused => "The passkey was not accepted.",
            Self::SignInAgain => {
                "Prove first that it is you: sign in again with your password, by mail or with a \
                 second factor. That is good for ten minutes."
            }
            Self::SecondFactorMissing => {
                "This needs a second factor: add one, or sign in again with the one you have."
            }
            Self::OwnPagesOnly => "Only the service's own pages may do this.",
            Self::PasskeysUnavailable => {
                "There are no passkeys here: they need a service with a domain name and https. To \
                 try them out, set public_url to http://localhost with its port, and open that."
            }
        }
    }
}

/// The member who is about to write, in good standing.
fn writer(scene: Scene<'_>) -> Result<&Member, Denied> {
    let member = scene
        .actor
        .member_of(scene.site.id)
        .ok_or(Denied::SignedOut)?;
    good_standing(member, scene.now)?;
    Ok(member)
}

fn not_closed(scene: Scene<'_>) -> Result<ThreadState, Denied> {
    match scene.episode.state_at(scene.site, scene.now) {
        ThreadState::Closed => Err(Denied::ThreadClosed),
        state => Ok(state),
    }
}

fn good_standing(member: &Member, now: DateTime<Utc>) -> Result<(), Denied> {
    match member.standing_at(now) {
        Standing::Banned => Err(Denied::Banned),
        Standing::Suspended => Err(Denied::Suspended),
        Standing::Normal | Standing::Trusted | Standing::Watched => Ok(()),
    }
}

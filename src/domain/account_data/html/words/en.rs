//! English.
use super::{Values, Words};
use crate::{
    domain::erasure::Comments,
    model::{
        Action, HoldReason, MailKind, Purpose, ReportOutcome, ReportReason, Role, SessionKind,
        Standing, Status,
    },
};

pub(super) const WORDS: Words = Words {
    tag: "en",
    direction: "ltr",
    title: "Your data on {site}",
    made: "Made on {when}.",
    contents: "Contents",
    nothing: "Nothing.",
    download: "Download",
    over: "This download has been used, or its time is over. Ask for another one.",
    readme: "account-data.html is a page for you to read and to print. It needs no connection.\n\
             account-data.json holds the same for programs, with some more ids.\n\n\
             This is all that is kept of you on this site. Other people stand in it as ids only.\n\
             Keep these files where nobody else reads them.",
    headings: &[
        ("account", "Account"),
        ("member", "On this site"),
        ("identities", "Other ways to sign in"),
        ("passkeys", "Passkeys"),
        ("sessions", "Sign-ins"),
        ("mutes", "Whom you have muted"),
        ("votes", "Your votes"),
        ("reports", "Your reports"),
        ("decisions", "Decisions about you"),
        ("actions", "What you did as a moderator"),
        ("claims", "Comments you are reading as a moderator"),
        ("importedAuthors", "You in other systems"),
        ("proofs", "Addresses to be confirmed"),
        ("mails", "Mails to you"),
        ("invitations", "Invitations to you"),
        ("guestComments", "Comments to be confirmed"),
        ("comments", "Your comments"),
    ],
    labels: &[
        ("displayName", "Name"),
        ("email", "E-mail address"),
        ("emailVerifiedAt", "Address confirmed"),
        ("accountSince", "Account made"),
        ("memberSince", "Here since"),
        ("linkedAt", "Linked"),
        ("addedAt", "Added"),
        ("begunAt", "Signed in"),
        ("mutedAt", "Muted"),
        ("votedAt", "Voted"),
        ("reportedAt", "Reported"),
        ("doneAt", "Done"),
        ("askedAt", "Asked for"),
        ("preparedAt", "Prepared"),
        ("writtenAt", "Written"),
        ("totpSince", "Authenticator app since"),
        ("recoveryCodesLeft", "Recovery codes left"),
        ("erasureAt", "To be erased"),
        ("erasureComments", "Your comments then"),
        ("role", "Role"),
        ("pictureData", "Picture"),
        ("pictureSource", "Picture fetched from"),
        ("standing", "Standing"),
        ("standingUntil", "Standing until"),
        ("standingReason", "Reason"),
        ("reportsUpheld", "Reports agreed with"),
        ("reportsDismissed", "Reports not agreed with"),
        ("provider", "Provider"),
        ("subject", "Known there as"),
        ("lastUsedAt", "Last used"),
        ("name", "Name"),
        ("device", "Device"),
        ("country", "Country"),
        ("kind", "Kind"),
        ("endedAt", "Ended"),
        ("authorId", "Author"),
        ("commentId", "Comment"),
        ("reason", "Reason"),
        ("body", "What you said"),
        ("legalBasis", "Law"),
        ("resolvedAt", "Decided"),
        ("outcome", "Outcome"),
        ("action", "What was done"),
        ("from", "From"),
        ("to", "To"),
        ("subjectId", "About"),
        ("claimedUntil", "Reserved until"),
        ("validUntil", "Expires"),
        ("source", "System"),
        ("authorKey", "Known there as"),
        ("purpose", "What for"),
        ("sentAt", "Sent"),
        ("episodeKey", "Episode"),
        ("bodyMarkdown", "Text"),
        ("editedAt", "Edited"),
        ("status", "State"),
        ("score", "Votes"),
        ("holdReasons", "Why it was held"),
        ("rejectReason", "Why it was rejected"),
        ("authorNote", "From the moderators"),
        ("revisions", "Earlier texts"),
        ("decisions", "What became of it"),
    ],
    values: Values {
        own_accounts: "The site’s own accounts",
        status,
        role,
        standing,
        session,
        hold_reason,
        report_reason,
        outcome,
        erased,
        action,
        mail,
        purpose,
    },
};

fn status(status: Status) -> &'static str {
    match status {
        Status::Pending => "Waiting for a moderator",
        Status::Approved => "Published",
        Status::Rejected => "Rejected",
        Status::Spam => "Spam",
        Status::Deleted => "Deleted",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Commenter => "Commenter",
        Role::Moderator => "Moderator",
        Role::Admin => "Admin",
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Normal => "Normal",
        Standing::Trusted => "Trusted",
        Standing::Watched => "Watched",
        Standing::Suspended => "Suspended",
        Standing::Banned => "Banned",
    }
}

fn session(session: SessionKind) -> &'static str {
    match session {
        SessionKind::Embedded => "On a page of the site",
        SessionKind::Direct => "Directly",
        SessionKind::Moderating => "To moderate in a page of the site",
    }
}

fn hold_reason(hold_reason: HoldReason) -> &'static str {
    match hold_reason {
        HoldReason::Watched => "Your comments are read first",
        HoldReason::Newcomer => "A moderator reads first comments",
        HoldReason::Premoderation => "Every comment is read first here",
        HoldReason::Imported => "It waited already when it was imported",
        HoldReason::Repeat => "It repeats an earlier one",
        HoldReason::BannedWord | HoldReason::SuspectWord => "A word in it",
        HoldReason::Links => "The links in it",
        HoldReason::SpamScore => "It reads like spam",
        HoldReason::Restored => "It was put back to be read again",
        HoldReason::Reported => "Readers have reported it",
        HoldReason::Akismet => "A spam filter had doubts",
        HoldReason::Webhook => "The site’s own check",
    }
}

fn report_reason(report_reason: ReportReason) -> &'static str {
    match report_reason {
        ReportReason::OffTopic => "Off topic",
        ReportReason::Abuse => "Insults or harassment",
        ReportReason::Spam => "Spam",
        ReportReason::PersonalInformation => "Personal information",
        ReportReason::Illegal => "Illegal content",
        ReportReason::Other => "Another reason",
    }
}

fn outcome(outcome: ReportOutcome) -> &'static str {
    match outcome {
        ReportOutcome::Upheld => "Agreed",
        ReportOutcome::Dismissed => "Not agreed",
        ReportOutcome::Moot => "Deleted first",
    }
}

fn erased(erased: Comments) -> &'static str {
    match erased {
        Comments::Delete => "Words deleted",
        Comments::KeepAnonymously => "Kept without a name",
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::ApproveComment => "Approved",
        Action::RejectComment => "Rejected",
        Action::MarkSpam => "Marked as spam",
        Action::RestoreComment => "Put back into the queue",
        Action::RejectAllBy => "All comments rejected",
        Action::PinComment => "Pinned",
        Action::UnpinComment => "Unpinned",
        Action::FeatureComment => "Featured",
        Action::UnfeatureComment => "No longer featured",
        Action::JudgeComment => "Judged by a rule",
        Action::RemoveComment => "Removed",
        Action::EditComment => "Edited",
        Action::LockThread => "Thread locked",
        Action::CloseThread => "Thread closed",
        Action::ReopenThread => "Thread reopened",
        Action::LockBranch => "Replies locked",
        Action::UnlockBranch => "Replies unlocked",
        Action::CreateEpisode => "Episode created",
        Action::UpdateEpisode => "Episode changed",
        Action::GiveRole => "Role changed",
        Action::InviteMember => "Somebody invited",
        Action::WithdrawInvitation => "Invitation taken back",
        Action::SetStanding => "Standing changed",
        Action::UpdateSite => "Settings of the site changed",
        Action::UpdateRules => "Rules changed",
        Action::UpdateWaysIn => "Ways to sign in changed",
        Action::AddProvider => "Provider added",
        Action::UpdateProvider => "Provider changed",
        Action::RemoveProvider => "Provider removed",
        Action::AddSiteKey => "Key of the site added",
        Action::RemoveSiteKey => "Key of the site removed",
        Action::UpdateMailTemplate => "Text of a mail changed",
        Action::ConfirmGuest => "Comment of a guest confirmed",
        Action::EraseMember => "Data of a person erased",
        Action::Undo => "Taken back",
        Action::ImportComments => "Comments imported",
        Action::ExportSite => "The whole site exported",
        Action::ClaimAuthor => "Imported author claimed",
    }
}

fn mail(mail: MailKind) -> &'static str {
    match mail {
        MailKind::ConfirmSignUp => "To confirm a new account",
        MailKind::AlreadySignedUp => "That there is an account already",
        MailKind::SignIn => "To sign in",
        MailKind::VerifyEmail => "To confirm the address",
        MailKind::ResetPassword => "To set a new password",
        MailKind::PasswordChanged => "That the password was changed",
        MailKind::ConfirmNewEmail => "To confirm the new address",
        MailKind::ConfirmOldEmail => "To give up the old address",
        MailKind::EmailChanged => "That the address was changed",
        MailKind::LinkIdentity => "To link another way to sign in",
        MailKind::ConfirmGuest => "To confirm a comment",
        MailKind::SecondFactorChanged => "That the second factor was changed",
        MailKind::ErasurePlanned => "That the account is to be erased",
        MailKind::ErasureWaits => "That the account is not erased yet",
        MailKind::AccountErased => "That the account was erased",
        MailKind::MemberInvited => "An invitation to a role",
    }
}

fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::SignUp => "To make an account",
        Purpose::SignIn => "To sign in",
        Purpose::VerifyEmail => "To confirm the address",
        Purpose::ResetPassword => "To set a new password",
        Purpose::NewEmail => "To confirm the new address",
        Purpose::OldEmail => "To give up the old address",
        Purpose::LinkIdentity => "To link another way to sign in",
        Purpose::ConfirmGuest => "To confirm a comment",
    }
}

//! The words of mails.
use crate::{domain::mails, model};
use async_graphql::{Enum, Object};
use chrono::{DateTime, Utc};

/// What a mail is for. Each carries a link, a code or both, unless it only tells of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::MailKind")]
pub enum MailKind {
    /// To whoever signs up, to prove the address. Link and code.
    ConfirmSignUp,
    /// To whoever signs up with an address that has an account.
    AlreadySignedUp,
    /// To whoever signs in by mail. Link and code.
    SignIn,
    /// To an account whose address has not been proved. Link.
    VerifyEmail,
    /// To whoever has forgotten the password. Link.
    ResetPassword,
    /// Tells that the password was changed.
    PasswordChanged,
    /// To the address that an account is to have. Link.
    ConfirmNewEmail,
    /// To the address that an account is to give up. Link.
    ConfirmOldEmail,
    /// To the address that was given up, tells so.
    EmailChanged,
    /// To an account that somebody who came from a provider says is theirs. Code.
    LinkIdentity,
    /// To a guest who has commented. Link.
    ConfirmGuest,
    /// Tells that a second factor was added or removed.
    SecondFactorChanged,
    /// Tells that an account is to be erased, and on which day.
    ErasurePlanned,
    /// Tells that an erasure waits, because a site would lose its last admin.
    ErasureWaits,
    /// Tells that an account is gone.
    AccountErased,
    /// To whoever is invited to a role. Link.
    MemberInvited,
}

pub struct MailTemplate(pub mails::Words);

/// The words of a site's mails, of one kind and in one language. Names in them, such as
/// `{{ link }}`, are filled in.
#[Object]
impl MailTemplate {
    /// What the mail is for.
    async fn kind(&self) -> MailKind {
        self.0.kind.into()
    }

    /// The language, BCP 47.
    async fn locale(&self) -> &str {
        self.0.locale
    }

    /// One line.
    async fn subject(&self) -> &str {
        &self.0.subject
    }

    /// For readers without HTML.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// What stands between `<body>` and `</body>`.
    async fn html(&self) -> &str {
        &self.0.html
    }

    /// What they may name in double braces, such as `link`.
    async fn names(&self) -> &[&'static str] {
        &self.0.names
    }

    /// Since when the words are the site's own; null for those that come with the service.
    async fn own_since(&self) -> Option<DateTime<Utc>> {
        self.0.own_since
    }
}

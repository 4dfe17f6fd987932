//! What each kind of mail carries.
use crate::model::MailKind;
use sea_orm::ActiveEnum;

/// Where a link that proves something leads on the service's own origin; none for mails without one.
pub(super) fn page(kind: MailKind) -> Option<&'static str> {
    match kind {
        MailKind::ConfirmSignUp
        | MailKind::VerifyEmail
        | MailKind::ConfirmNewEmail
        | MailKind::ConfirmOldEmail => Some("/account/confirm"),
        MailKind::SignIn => Some("/sign-in/mail"),
        MailKind::ResetPassword => Some("/account/reset"),
        MailKind::ConfirmGuest => Some("/guest/confirm"),
        MailKind::AlreadySignedUp
        | MailKind::PasswordChanged
        | MailKind::EmailChanged
        | MailKind::LinkIdentity
        | MailKind::SecondFactorChanged
        | MailKind::ErasurePlanned
        | MailKind::ErasureWaits
        | MailKind::AccountErased
        | MailKind::MemberInvited => None,
    }
}

/// Whether a mail's link leads to the page of one's own account, as whoever signs in there.
pub(super) fn leads_to_account(kind: MailKind) -> bool {
    matches!(kind, MailKind::ErasurePlanned | MailKind::ErasureWaits)
}

/// Whether it leads to where one moderates, as whoever signs in there.
pub(super) fn leads_to_desk(kind: MailKind) -> bool {
    kind == MailKind::MemberInvited
}

pub(super) fn has_link(kind: MailKind) -> bool {
    page(kind).is_some() || leads_to_account(kind) || leads_to_desk(kind)
}

/// Whether a mail carries a code: where the link may be opened on another device than the one
/// that waits.
pub(super) fn has_code(kind: MailKind) -> bool {
    matches!(
        kind,
        MailKind::ConfirmSignUp
            | MailKind::SignIn
            | MailKind::VerifyEmail
            | MailKind::ConfirmNewEmail
            | MailKind::LinkIdentity
    )
}

/// What the words of a kind of mail may name besides site, link, code and time.
pub(super) struct More {
    pub(super) name: &'static str,
    /// As templates write it.
    pub(super) written: &'static str,
    pub(super) sample: &'static str,
}

pub(super) fn more(kind: MailKind) -> Option<More> {
    match kind {
        MailKind::ConfirmNewEmail => Some(More {
            name: "name",
            written: "{{ name }}",
            sample: "Nora",
        }),
        MailKind::LinkIdentity => Some(More {
            name: "provider",
            written: "{{ provider }}",
            sample: "The Guild",
        }),
        MailKind::SecondFactorChanged => Some(More {
            name: "change",
            written: "{{ change }}",
            sample: "a passkey was added",
        }),
        MailKind::MemberInvited => Some(More {
            name: "role",
            written: "{{ role }}",
            sample: "moderator",
        }),
        _ => None,
    }
}

/// Whether a mail is worth nothing without what it carries.
pub(super) fn has_secret(kind: MailKind) -> bool {
    page(kind).is_some() || has_code(kind)
}

/// Whether what it brings about is good for a time.
pub(super) fn has_good_for(kind: MailKind) -> bool {
    has_secret(kind) || kind == MailKind::MemberInvited
}

/// Whether it tells what has happened, instead of asking for something.
pub(super) fn is_notice(kind: MailKind) -> bool {
    matches!(
        kind,
        MailKind::PasswordChanged
            | MailKind::EmailChanged
            | MailKind::SecondFactorChanged
            | MailKind::ErasurePlanned
            | MailKind::ErasureWaits
            | MailKind::AccountErased
    )
}

/// Whether it names a day on which something is to happen.
pub(super) fn has_day(kind: MailKind) -> bool {
    kind == MailKind::ErasurePlanned
}

/// Its name in logs.
pub(super) fn word(kind: MailKind) -> String {
    kind.to_value()
}

//! The words of mails, a file a language.
mod ar;
mod de;
mod en;
mod es;
mod fr;
mod ja;
mod pt;
mod vi;

use super::told::FactorChange;
use crate::model::{MailKind, Role};
use chrono::TimeDelta;

/// All sentences may say `{{ site }}`, `validity` says `{{ good_for }}`, those of a mail that has a day
/// `{{ day }}`, and those of a kind what [`kinds::more`](super::kinds::more) names.
pub(super) struct Language {
    /// BCP 47.
    pub(super) tag: &'static str,
    /// `ltr` or `rtl`.
    pub(super) direction: &'static str,
    /// Before a code that comes with a link.
    pub(super) or_code: &'static str,
    /// Before a code that comes alone.
    pub(super) code: &'static str,
    pub(super) validity: &'static str,
    /// To whoever has not asked for it.
    pub(super) ignore: &'static str,
    /// To whoever did not expect to be invited.
    pub(super) unexpected: &'static str,
    /// To whoever has not done it.
    pub(super) beware: &'static str,
    /// The same at an address that the account no longer has.
    pub(super) beware_moved: &'static str,
    pub(super) minutes: Counted,
    pub(super) hours: Counted,
    pub(super) days: Counted,
    pub(super) changes: Changes,
    pub(super) roles: Roles,
    pub(super) kinds: Kinds,
}

/// What there is to say in a mail of one kind.
pub(super) struct Words {
    pub(super) subject: &'static str,
    pub(super) lead: &'static str,
    /// What the link does; empty where there is none.
    pub(super) action: &'static str,
}

pub(super) struct Kinds {
    pub(super) confirm_sign_up: Words,
    pub(super) already_signed_up: Words,
    pub(super) sign_in: Words,
    pub(super) verify_email: Words,
    pub(super) reset_password: Words,
    pub(super) password_changed: Words,
    pub(super) confirm_new_email: Words,
    pub(super) confirm_old_email: Words,
    pub(super) email_changed: Words,
    pub(super) link_identity: Words,
    pub(super) confirm_guest: Words,
    pub(super) second_factor_changed: Words,
    pub(super) erasure_planned: Words,
    pub(super) erasure_waits: Words,
    pub(super) account_erased: Words,
    pub(super) member_invited: Words,
}

/// As what somebody is invited, behind a colon.
pub(super) struct Roles {
    pub(super) moderator: &'static str,
    pub(super) admin: &'static str,
}

/// What has happened to a second factor, for the end of a sentence.
pub(super) struct Changes {
    pub(super) totp_added: &'static str,
    pub(super) totp_removed: &'static str,
    pub(super) passkey_added: &'static str,
    pub(super) passkey_removed: &'static str,
    pub(super) recovery_codes_renewed: &'static str,
    pub(super) recovery_code_used: &'static str,
    pub(super) reset: &'static str,
}

/// A noun with a number, where `#` stands for the number.
pub(super) enum Counted {
    /// For one, and for all others.
    Two(&'static str, &'static str),
    /// For every number.
    Same(&'static str),
    /// As Arabic counts: one, two, three to ten, eleven to 99, hundreds.
    Five([&'static str; 5]),
}

const LANGUAGES: &[&Language] = &[
    &en::WORDS,
    &de::WORDS,
    &fr::WORDS,
    &es::WORDS,
    &pt::WORDS,
    &vi::WORDS,
    &ja::WORDS,
    &ar::WORDS,
];

pub(super) fn all() -> &'static [&'static Language] {
    LANGUAGES
}

fn find(tag: &str) -> Option<&'static Language> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    let mut all = LANGUAGES.iter().copied();
    all.find(|language| language.tag.eq_ignore_ascii_case(primary))
}

/// The language that is asked for, whatever its script or region; else English.
pub(super) fn nearest(tag: &str) -> &'static Language {
    find(tag.trim()).unwrap_or(&en::WORDS)
}

impl Language {
    pub(super) fn words(&self, kind: MailKind) -> &Words {
        let kinds = &self.kinds;
        match kind {
            MailKind::ConfirmSignUp => &kinds.confirm_sign_up,
            MailKind::AlreadySignedUp => &kinds.already_signed_up,
            MailKind::SignIn => &kinds.sign_in,
            MailKind::VerifyEmail => &kinds.verify_email,
            MailKind::ResetPassword => &kinds.reset_password,
            MailKind::PasswordChanged => &kinds.password_changed,
            MailKind::ConfirmNewEmail => &kinds.confirm_new_email,
            MailKind::ConfirmOldEmail => &kinds.confirm_old_email,
            MailKind::EmailChanged => &kinds.email_changed,
            MailKind::LinkIdentity => &kinds.link_identity,
            MailKind::ConfirmGuest => &kinds.confirm_guest,
            MailKind::SecondFactorChanged => &kinds.second_factor_changed,
            MailKind::ErasurePlanned => &kinds.erasure_planned,
            MailKind::ErasureWaits => &kinds.erasure_waits,
            MailKind::AccountErased => &kinds.account_erased,
            MailKind::MemberInvited => &kinds.member_invited,
        }
    }

    pub(super) fn change(&self, change: FactorChange) -> &'static str {
        let changes = &self.changes;
        match change {
            FactorChange::TotpAdded => changes.totp_added,
            FactorChange::TotpRemoved => changes.totp_removed,
            FactorChange::PasskeyAdded => changes.passkey_added,
            FactorChange::PasskeyRemoved => changes.passkey_removed,
            FactorChange::RecoveryCodesRenewed => changes.recovery_codes_renewed,
            FactorChange::RecoveryCodeUsed => changes.recovery_code_used,
            FactorChange::Reset => changes.reset,
        }
    }

    pub(super) fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Admin => self.roles.admin,
            // Nobody is invited to be a commenter.
            Role::Moderator | Role::Commenter => self.roles.moderator,
        }
    }

    /// In the largest unit that leaves no rest; whole days only from two on.
    pub(super) fn duration(&self, duration: TimeDelta) -> String {
        let minutes = duration.num_minutes().max(1);
        let (number, noun) = match minutes {
            minutes if minutes % 1_440 == 0 && minutes > 1_440 => (minutes / 1_440, &self.days),
            minutes if minutes % 60 == 0 => (minutes / 60, &self.hours),
            minutes => (minutes, &self.minutes),
        };
        noun.say(number)
    }
}

impl Counted {
    fn say(&self, number: i64) -> String {
        let form = match self {
            Self::Two(one, _) if number == 1 => one,
            Self::Two(_, form) | Self::Same(form) => form,
            Self::Five([one, two, few, many, hundreds]) => match (number, number % 100) {
                (1, _) => one,
                (2, _) => two,
                (_, 3..=10) => few,
                (_, 11..=99) => many,
                _ => hundreds,
            },
        };
        form.replace('#', &number.to_string())
    }
}

#[cfg(test)]
mod tests;

//! What the pages on the way through a provider say, a file a language.
mod ar;
mod de;
mod en;
mod es;
mod fr;
mod ja;
mod pt;
#[cfg(test)]
mod tests;
mod vi;

use crate::{
    domain::{Error, oidc::Why},
    http::language::Language,
};

/// Names in braces are put in.
pub(super) struct Words {
    pub(super) account: Titled,
    /// Of the account.
    pub(super) password: &'static str,
    pub(super) code: &'static str,
    pub(super) it_is_mine: &'static str,
    pub(super) send_code: &'static str,
    pub(super) send_another: &'static str,
    pub(super) begin_afresh: &'static str,
    pub(super) wrong_password: &'static str,
    pub(super) wrong_code: &'static str,
    too_often: &'static str,
    /// Short, so that it fits any number.
    seconds: &'static str,
    minutes: &'static str,
    pub(super) link: Titled,
    pub(super) link_it: &'static str,
    pub(super) cancel: &'static str,
    pub(super) signed_in: Titled,
    pub(super) linked: Titled,
    /// The sign-in window goes on in this one's place.
    pub(super) second_step: Titled,
    /// To the page that takes this one's place.
    pub(super) go_on: &'static str,
    /// To the page where it began.
    pub(super) go_back: &'static str,
    pub(super) not_signed_in: &'static str,
    /// There is nobody to hand the session to.
    pub(super) alone: &'static str,
    pub(super) why: Reasons,
}

pub(super) struct Titled {
    pub(super) title: &'static str,
    pub(super) line: &'static str,
}

/// Nothing in them is the provider's word.
pub(super) struct Reasons {
    not_found: &'static str,
    stale: &'static str,
    cancelled: &'static str,
    away: &'static str,
    refused: &'static str,
    taken: &'static str,
    limited: &'static str,
    wrong: &'static str,
}

pub(super) fn of(language: &Language) -> &'static Words {
    match language.tag {
        "de" => &de::WORDS,
        "fr" => &fr::WORDS,
        "es" => &es::WORDS,
        "pt" => &pt::WORDS,
        "vi" => &vi::WORDS,
        "ja" => &ja::WORDS,
        "ar" => &ar::WORDS,
        _ => &en::WORDS,
    }
}

impl Words {
    /// Says when somebody may try again.
    pub(super) fn too_often(&self, seconds: u64) -> String {
        let time = if seconds < 90 {
            self.seconds.replace("{number}", &seconds.to_string())
        } else {
            let minutes = seconds.div_ceil(60);
            self.minutes.replace("{number}", &minutes.to_string())
        };
        self.too_often.replace("{time}", &time)
    }
}

impl Reasons {
    pub(super) fn sentence(&self, why: &Why) -> &'static str {
        match why {
            Why::NotFound => self.not_found,
            Why::Stale => self.stale,
            Why::Cancelled => self.cancelled,
            Why::Away(_) => self.away,
            Why::Refused(_) => self.refused,
            Why::Taken => self.taken,
            Why::Error(Error::Limited(_)) => self.limited,
            Why::Error(_) => self.wrong,
        }
    }
}

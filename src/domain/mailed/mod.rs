//! What is mailed to prove that somebody reads an address: asked for, followed, used once.
//!
//! A mail carries a link, good by itself, and where somebody waits for it in a window, six digits,
//! good only together with what that window was given when it asked. A link that is followed in
//! the browser that asked lets the window go on by itself; in any other browser it lets nobody in,
//! so that following a link that somebody else has asked for gives nothing away.
mod ask;
mod redeem;

pub(in crate::domain) use ask::{Ask, ask, refuse_unless_available};
pub use redeem::Proof;
pub(in crate::domain) use redeem::{approve, find_by_link, is_asker, lock, open, take};

use crate::model::Purpose;
use chrono::TimeDelta;

/// Wrong codes after which nothing but the link is good any more.
const TRIES: i32 = 5;

/// For how long a token is good.
fn lifetime(purpose: Purpose) -> TimeDelta {
    match purpose {
        Purpose::SignIn | Purpose::LinkIdentity => TimeDelta::minutes(15),
        Purpose::ResetPassword => TimeDelta::hours(1),
        Purpose::SignUp
        | Purpose::VerifyEmail
        | Purpose::NewEmail
        | Purpose::OldEmail
        | Purpose::ConfirmGuest => TimeDelta::hours(24),
    }
}

/// Whether somebody waits for the answer, who may type a code.
fn has_request(purpose: Purpose) -> bool {
    matches!(
        purpose,
        Purpose::SignUp
            | Purpose::SignIn
            | Purpose::VerifyEmail
            | Purpose::NewEmail
            | Purpose::LinkIdentity
    )
}

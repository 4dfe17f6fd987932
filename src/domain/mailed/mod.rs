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

use super::credentials::mailed_secret;
use crate::{
    app::App,
    model::{MailedToken, MailedTokenId, Purpose, SiteId},
};
use chrono::TimeDelta;

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

/// With a link, and for nobody in particular: the rest is the caller's.
pub(in crate::domain) fn new_token(
    app: &App,
    (site_id, purpose): (SiteId, Purpose),
    email: &str,
) -> MailedToken {
    let (id, now) = (MailedTokenId(app.env.new_id()), app.env.now());
    let link = mailed_secret::token(&app.mail_key, id.0);
    MailedToken {
        id,
        site_id,
        purpose,
        account_id: None,
        email: email.to_owned(),
        token_hash: mailed_secret::token_hash(&link).to_vec(),
        code_hash: None,
        request_hash: None,
        browser_hash: None,
        details: None,
        tries: 0,
        created_at: now,
        expires_at: now + lifetime(purpose),
        approved_at: None,
        used_at: None,
    }
}

/// Of the code that is mailed with the token of this id.
pub(in crate::domain) fn code_hash(app: &App, id: MailedTokenId) -> Vec<u8> {
    let code = mailed_secret::code(&app.mail_key, id.0);
    mailed_secret::code_hash(&app.mail_key, id.0, &code).to_vec()
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

//! Writing down what a mail will carry.
use super::{code_hash, has_request, new_token};
use crate::{
    app::App,
    domain::{
        Error,
        credentials::{limits::Operation, mailed_secret},
        limits,
        mails::{self, NewMail},
        policy::Denied,
        sessions,
    },
    model::{AccountId, Actor, MailKind, MailedToken, MailedTokenId, Purpose, SiteId},
    storage::{self, Txn},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

/// What is to be mailed, and what it is to bring about.
pub(in crate::domain) struct Ask<'a> {
    pub(in crate::domain) site_id: SiteId,
    pub(in crate::domain) purpose: Purpose,
    pub(in crate::domain) kind: MailKind,
    pub(in crate::domain) email: &'a str,
    pub(in crate::domain) locale: &'a str,
    pub(in crate::domain) account_id: Option<AccountId>,
    pub(in crate::domain) details: Option<serde_json::Value>,
    /// No code is right and no link leaves, and otherwise it is as any other: what is written for an
    /// address of which nobody is to learn whether it has an account.
    pub(in crate::domain) is_blank: bool,
}

pub(in crate::domain) struct Asked {
    pub(in crate::domain) id: MailedTokenId,
    /// For whoever waits: 256 bits that go with the code. None where nobody does.
    pub(in crate::domain) request: Option<Zeroizing<String>>,
}

/// Of the text that whoever waits is given.
const PREFIX: &str = "rjq_";

/// Writes the token and the mail with it. To be preceded by [`refuse_unless_available`],
/// outside of the transaction.
pub(in crate::domain) async fn ask(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    ask: Ask<'_>,
) -> Result<Asked, Error> {
    let blank = new_token(app, (ask.site_id, ask.purpose), ask.email);
    let id = blank.id;
    let request = has_request(ask.purpose).then(|| {
        let random = Zeroizing::new(app.env.random::<32>());
        Zeroizing::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(random)))
    });
    let details = ask.details.filter(|_| !ask.is_blank);
    let token = MailedToken {
        account_id: ask.account_id,
        code_hash: request
            .as_ref()
            .filter(|_| !ask.is_blank)
            .map(|_| code_hash(app, id)),
        request_hash: request
            .as_deref()
            .map(|request| mailed_secret::token_hash(request).to_vec()),
        browser_hash: actor.browser.map(|hash| hash.to_vec()),
        details: details.map(|details| details.to_string()),
        // Where nobody waits for an answer, no mail leaves either.
        used_at: (ask.is_blank && request.is_none()).then_some(blank.created_at),
        ..blank
    };
    storage::mailed_tokens::insert(txn, token).await?;
    let mail = NewMail {
        site_id: ask.site_id,
        kind: ask.kind,
        recipient: ask.email,
        locale: ask.locale,
        token: (ask.kind != MailKind::AlreadySignedUp).then_some(id),
        details: serde_json::json!({}),
    };
    mails::send(app, txn, mail).await?;
    Ok(Asked { id, request })
}

/// Few mails to one address and from one network, whether or not the address has an account. Where
/// its account has signed in from, there are some for it besides: nobody's asking keeps an owner from
/// theirs. `operation` counts those to the address. Refuses where the service has no way to send mails.
pub(in crate::domain) async fn refuse_unless_available(
    app: &App,
    actor: &Actor,
    (operation, email): (Operation, &str),
) -> Result<(), Error> {
    if !app.mailer.is_available() {
        return Err(Denied::NoMail.into());
    }
    limits::take(app, Operation::AskForMail, &[&actor.address]).await?;
    let known = storage::accounts::find_credentials(app.db.read(), email).await?;
    let account = known.map(|known| known.account.id);
    if sessions::is_known_device(app, actor, account).await? {
        let key = [email, &actor.address];
        return limits::take(app, Operation::MailToKnownDevice, &key).await;
    }
    limits::take(app, operation, &[email]).await
}

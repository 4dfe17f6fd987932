//! A mail's row and all that belongs to it, put together.
use super::{
    kinds, languages,
    render::{self, Carried},
};
use crate::{
    app::App,
    domain::{Error, credentials::mailed_secret},
    mailer::Letter,
    model::{Mail, MailId, MailedToken},
    storage,
};
use anyhow::anyhow;

/// None when there is nothing to send any more: it is sent, or what it carries has been used or is
/// over.
pub(in crate::domain) async fn letter(app: &App, id: MailId) -> Result<Option<Letter>, Error> {
    let db = app.db.read();
    let Some(mail) = storage::mails::find(db, id).await? else {
        return Ok(None);
    };
    let Some(site) = storage::sites::find(db, mail.site_id).await? else {
        return Ok(None);
    };
    if mail.sent_at.is_some() {
        return Ok(None);
    }
    let token = match mail.mailed_token_id {
        None if kinds::has_secret(mail.kind) => {
            let fault = anyhow!("a mail of the kind {:?} has no token", mail.kind);
            return Err(Error::Internal(fault));
        }
        None => None,
        Some(token) => {
            let found = storage::mailed_tokens::find(db, token).await?;
            let now = app.env.now();
            let good = found.filter(|token| token.used_at.is_none() && now < token.expires_at);
            let Some(token) = good else {
                return Ok(None);
            };
            Some(token)
        }
    };
    let language = languages::nearest(&mail.locale);
    let carried = token.map(|token| carried(app, &mail, &token));
    let rendered = render::shipped(language, mail.kind, &site.name, carried.as_ref());
    let rendered = rendered.map_err(|fault| Error::Internal(fault.into()))?;
    Ok(Some(Letter {
        id: mail.id.0,
        written_at: mail.created_at,
        kind: kinds::word(mail.kind),
        sender: site.name,
        recipient: mail.recipient,
        language: language.tag.to_owned(),
        subject: rendered.subject,
        text: rendered.text,
        html: rendered.html,
    }))
}

fn carried(app: &App, mail: &Mail, token: &MailedToken) -> Carried {
    let (key, id) = (&app.mail_key, token.id.0);
    let link = kinds::page(mail.kind).map(|page| {
        let token = mailed_secret::token(key, id);
        format!("{}{page}?token={}", app.public_origin, token.as_str())
    });
    let code = kinds::has_code(mail.kind).then(|| mailed_secret::code(key, id).to_string());
    Carried {
        link,
        code,
        good_for: token.expires_at - token.created_at,
    }
}

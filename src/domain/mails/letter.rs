//! A mail's row and all that belongs to it, put together.
use super::{
    kinds,
    languages::{self, Language},
    own::{self, Sources},
    render::{self, Rendered, Values},
    told::Told,
};
use crate::{
    app::App,
    domain::{Error, credentials::mailed_secret, text},
    mailer::Letter,
    model::{Invitation, InvitationId, Mail, MailId, MailKind, MailTemplate, MailedToken},
    storage,
};
use anyhow::{Context, anyhow};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;

/// What a mail brings its reader. Holds secrets, so it cannot be printed.
#[derive(Default)]
struct Carried {
    link: Option<String>,
    code: Option<String>,
    good_for: Option<TimeDelta>,
    more: Option<String>,
}

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
    let Some(cause) = cause(app, &mail).await? else {
        return Ok(None);
    };
    let language = languages::nearest(&mail.locale);
    let own = storage::mail_templates::find(db, (site.id, mail.kind, language.tag)).await?;
    let more = more(app, (&mail, &cause), language).await?;
    let carried = match &cause {
        Cause::Token(token) => carried(app, &mail, token),
        Cause::Invitation(invitation) => Carried {
            link: Some(desk(app, &site.key, language)),
            good_for: Some(invitation.expires_at - invitation.created_at),
            ..Carried::default()
        },
        Cause::None => Carried {
            link: kinds::leads_to_account(mail.kind).then(|| account_page(app, &site.key)),
            ..Carried::default()
        },
    };
    let carried = Carried { more, ..carried };
    let rendered = rendered((language, &mail), &site.name, (&carried, own.as_ref()))?;
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

/// What is to come of a mail.
enum Cause {
    Token(MailedToken),
    Invitation(Invitation),
    None,
}

/// None where it is over.
async fn cause(app: &App, mail: &Mail) -> Result<Option<Cause>, Error> {
    let (db, now) = (app.db.read(), app.env.now());
    if kinds::leads_to_desk(mail.kind) {
        let id = told(mail)?.invitation.map(InvitationId);
        let id = id.ok_or_else(|| anyhow!("a mail brings no invitation"))?;
        let found = storage::invitations::find(db, id).await?;
        let good = found.filter(|invitation| invitation.is_open(now));
        return Ok(good.map(Cause::Invitation));
    }
    match mail.mailed_token_id {
        None if kinds::has_secret(mail.kind) => {
            let fault = anyhow!("a mail of the kind {:?} has no token", mail.kind);
            Err(Error::Internal(fault))
        }
        None => Ok(Some(Cause::None)),
        Some(token) => {
            let found = storage::mailed_tokens::find(db, token).await?;
            let good = found.filter(|token| token.is_open(now));
            Ok(good.map(Cause::Token))
        }
    }
}

fn told(mail: &Mail) -> Result<Told, Error> {
    Ok(serde_json::from_str(&mail.details).context("a mail's details")?)
}

/// In the site's own words, or else in those that come with the service.
fn rendered(
    (language, mail): (&Language, &Mail),
    site: &str,
    (carried, own): (&Carried, Option<&MailTemplate>),
) -> Result<Rendered, Error> {
    let good_for = carried.good_for.map(|time| language.duration(time));
    let day = day(language, mail)?;
    let values = Values {
        site,
        link: carried.link.as_deref(),
        code: carried.code.as_deref(),
        good_for: good_for.as_deref(),
        more: kinds::more(mail.kind)
            .zip(carried.more.as_deref())
            .map(|(more, what)| (more.name, what)),
        day: day.as_deref(),
    };
    if let Some(own) = own {
        let sources = Sources {
            subject: &own.subject,
            text: &own.text,
            html: &own.html,
        };
        // The rules for templates may have changed since it was taken.
        if own::check(language, mail.kind, sources).is_ok()
            && let Ok(rendered) = own::rendered(language, sources, &values)
        {
            return Ok(rendered);
        }
        tracing::warn!(
            site.id = %mail.site_id.0,
            mail.kind = kinds::word(mail.kind),
            mail.language = language.tag,
            "a site's own words for a mail cannot be used"
        );
    }
    render::shipped(language, mail.kind, &values).map_err(|fault| Error::Internal(fault.into()))
}

/// On which something is to happen, in the mail's language.
fn day(language: &Language, mail: &Mail) -> Result<Option<String>, Error> {
    if !kinds::has_day(mail.kind) {
        return Ok(None);
    }
    let details: Details = serde_json::from_str(&mail.details).context("a mail has no day")?;
    Ok(Some(text::dates::day(language.tag, details.day)))
}

/// What is kept of a mail that names a day.
#[derive(Deserialize)]
struct Details {
    day: DateTime<Utc>,
}

/// It carries no secret: whoever follows it signs in there.
fn account_page(app: &App, site: &str) -> String {
    format!("{}/account?site={site}", app.public_origin)
}

/// It carries no secret either.
fn desk(app: &App, site: &str, language: &Language) -> String {
    let (origin, tag) = (&app.public_origin, language.tag);
    format!("{origin}/desk?site={site}&locale={tag}")
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
        good_for: Some(token.expires_at - token.created_at),
        more: None,
    }
}

/// What the kind names besides, see [`kinds::more`].
async fn more(
    app: &App,
    (mail, cause): (&Mail, &Cause),
    language: &Language,
) -> Result<Option<String>, Error> {
    if kinds::more(mail.kind).is_none() {
        return Ok(None);
    }
    let more = match (mail.kind, cause) {
        (MailKind::SecondFactorChanged, _) => told(mail)?
            .change
            .map(|change| language.change(change).to_owned()),
        (MailKind::LinkIdentity, _) => told(mail)?.provider,
        (_, Cause::Invitation(invitation)) => Some(language.role(invitation.role).to_owned()),
        (_, Cause::None) => None,
        (_, Cause::Token(token)) => match token.account_id {
            Some(account) => {
                let found = storage::accounts::find(app.db.read(), account).await?;
                found.map(|account| text::name::spoken(&account.display_name))
            }
            None => None,
        },
    };
    let fault = || {
        anyhow!(
            "a mail of the kind {:?} lacks what its words name",
            mail.kind
        )
    };
    Ok(Some(more.ok_or_else(|| Error::Internal(fault()))?))
}

//! A site's admins replace the words of its mails.
use super::{
    kinds, languages,
    own::{self, Sources},
    render,
};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        error::Conflict,
        input, log, policy, sites,
        threads::{self, Terms},
    },
    model::{Action, Actor, MailKind, MailTemplate, Member, Site},
    storage,
};
use chrono::{DateTime, Utc};

/// What an admin writes.
pub struct NewTemplate {
    pub kind: MailKind,
    pub locale: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// The words that mails of a kind have in a language now.
pub struct Words {
    pub kind: MailKind,
    pub locale: &'static str,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// What they may name in double braces.
    pub names: Vec<&'static str>,
    /// Since when they are the site's own.
    pub own_since: Option<DateTime<Utc>>,
}

const SUBJECT_MAX: usize = 150;
const TEXT_MAX: usize = 20_000;

/// In every language, the site's own or those that come with the service.
pub async fn list(
    app: &App,
    actor: &Actor,
    site: &Site,
    kind: MailKind,
) -> Result<Vec<Words>, Error> {
    policy::site::may_administer(actor, site, app.env.now())?;
    let own = storage::mail_templates::list(app.db.read(), site.id, kind).await?;
    let words = languages::all().iter().map(|language| {
        let found = own.iter().find(|template| template.locale == language.tag);
        match found {
            Some(template) => Ok(words(language, template)),
            None => shipped(language, kind),
        }
    });
    words.collect()
}

/// Mails that are put together from now on have these words.
pub async fn set(
    app: &App,
    actor: &Actor,
    key: &str,
    (new, terms): (NewTemplate, Terms),
) -> Result<Words, Error> {
    let (site, member) = enter(app, actor, key).await?;
    let terms = threads::checked(app, terms)?;
    let language = language(&new.locale)?;
    let template = MailTemplate {
        site_id: site.id,
        kind: new.kind,
        locale: language.tag.to_owned(),
        subject: input::line("subject", &new.subject, SUBJECT_MAX)?,
        text: text("text", new.text)?,
        html: text("html", new.html)?,
        updated_at: app.env.now(),
    };
    let sources = Sources {
        subject: &template.subject,
        text: &template.text,
        html: &template.html,
    };
    own::check(language, new.kind, sources)
        .map_err(|(field, message)| Error::invalid(field, message))?;
    let txn = app.db.begin_write().await?;
    let at = (site.id, new.kind, language.tag);
    let before = storage::mail_templates::find(&txn, at).await?;
    let told = told(new.kind, language.tag);
    let entry = log::Entry {
        from: before.map(|_| told.clone()),
        to: Some(told),
        reason: terms.reason,
        note: terms.private_note,
        ..log::Entry::new(Action::UpdateMailTemplate, site.id, site.id.0)
    };
    log::record(app, &txn, log::By::member(actor, member.id), entry).await?;
    let words = words(language, &template);
    storage::mail_templates::save(&txn, template).await?;
    txn.commit().await?;
    Ok(words)
}

/// Mails have the words again that come with the service.
pub async fn remove(
    app: &App,
    actor: &Actor,
    key: &str,
    ((kind, locale), terms): ((MailKind, &str), Terms),
) -> Result<Words, Error> {
    let (site, member) = enter(app, actor, key).await?;
    let terms = threads::checked(app, terms)?;
    let language = language(locale)?;
    let txn = app.db.begin_write().await?;
    let at = (site.id, kind, language.tag);
    if !storage::mail_templates::delete(&txn, at).await? {
        return Err(Conflict::Nothing("the site has no words of its own there").into());
    }
    let entry = log::Entry {
        from: Some(told(kind, language.tag)),
        reason: terms.reason,
        note: terms.private_note,
        ..log::Entry::new(Action::UpdateMailTemplate, site.id, site.id.0)
    };
    log::record(app, &txn, log::By::member(actor, member.id), entry).await?;
    txn.commit().await?;
    shipped(language, kind)
}

async fn enter(app: &App, actor: &Actor, key: &str) -> Result<(Site, Member), Error> {
    access::signed_in(actor)?;
    let site = sites::get(app, key).await?;
    access::enter(app, actor, &site)?;
    let member = policy::site::may_administer(actor, &site, app.env.now())?;
    access::limit(app, Operation::Moderate, member).await?;
    Ok((site, member.clone()))
}

fn language(locale: &str) -> Result<&'static languages::Language, Error> {
    let mut all = languages::all().iter();
    let found = all.find(|language| language.tag == locale);
    found.copied().ok_or_else(|| {
        let tags: Vec<&str> = languages::all()
            .iter()
            .map(|language| language.tag)
            .collect();
        Error::invalid("locale", format!("must be one of {}", tags.join(", ")))
    })
}

fn text(field: &'static str, given: String) -> Result<String, Error> {
    let text = input::optional_text(field, Some(given), TEXT_MAX)?;
    text.ok_or_else(|| Error::invalid(field, "must not be empty"))
}

fn words(language: &languages::Language, template: &MailTemplate) -> Words {
    Words {
        kind: template.kind,
        locale: language.tag,
        subject: template.subject.clone(),
        text: template.text.clone(),
        html: template.html.clone(),
        names: own::names(template.kind),
        own_since: Some(template.updated_at),
    }
}

fn shipped(language: &'static languages::Language, kind: MailKind) -> Result<Words, Error> {
    let words = render::as_template(language, kind);
    let words = words.map_err(|fault| Error::Internal(fault.into()))?;
    Ok(Words {
        kind,
        locale: language.tag,
        subject: words.subject,
        text: words.text,
        html: words.html,
        names: own::names(kind),
        own_since: None,
    })
}

/// For the log.
fn told(kind: MailKind, locale: &str) -> String {
    format!("{} {locale}", kinds::word(kind).to_uppercase())
}

//! What holds for the site. Where it is there already, all of this is left as it is.
use super::{at::At, restoring::Restoring};
use crate::{
    domain::{
        exports::lines::{self, Line},
        imports::{
            Fault,
            reading::{ImportError, Problem},
        },
        oidc::{self, providers::NewProvider},
        rules, sites,
        spelling::word,
    },
    model::{
        KeyText, MailTemplate, Rules, Site, SiteId, SiteKey, SiteKeyAlgorithm, SiteKeyId,
        SiteKeyKind, WaysIn,
    },
    storage::{self, Txn},
};
use chrono::Duration;
use sea_orm::Iterable;

pub(super) async fn create(
    txn: &Txn,
    key: &str,
    (at, line): &(At, lines::Site),
) -> Result<Site, Fault> {
    let site = Site {
        id: SiteId(at.id("site", &line.id)?),
        key: key.to_owned(),
        name: line.name.clone(),
        origins: line.origins.clone(),
        mode: at.word("mode", &line.mode)?,
        nesting: line.nesting,
        newcomer_approvals: line.newcomer_approvals,
        edit_window: edit_window(*at, line.edit_window_seconds)?,
        episodes_must_exist: line.episodes_must_exist,
        close_after_days: line.close_after_days,
        created_at: line.created_at,
    };
    if let Some(there) = storage::sites::find(txn, site.id).await? {
        let name = format!("the site of the file, under the key {:?},", there.key);
        return Err(at.refuse(Problem::OnAnotherSite(name)).into());
    }
    Ok(sites::insert_as_it_was(txn, site).await?)
}

fn edit_window(at: At, seconds: i64) -> Result<Duration, ImportError> {
    let bad = || at.bad("editWindowSeconds", &seconds.to_string());
    let seconds = i32::try_from(seconds).map_err(|_| bad())?;
    Ok(Duration::seconds(seconds.into()))
}

pub(super) async fn put(to: &mut Restoring<'_>, batch: Vec<(At, Line)>) -> Result<(), Fault> {
    for (at, line) in batch {
        match line {
            Line::Provider(line) => put_provider(to, at, line).await?,
            Line::Site(_) if !to.is_new => {
                to.tell_setting(at, "site", "its settings are left as they are here");
            }
            _ if !to.is_new => {}
            Line::Rules(line) => put_rules(to, at, line).await?,
            Line::WaysIn(line) => put_ways_in(to, at, &line).await?,
            Line::SiteKey(line) => put_site_key(to, at, line).await?,
            Line::MailTemplate(line) => put_template(to, at, line).await?,
            _ => {}
        }
    }
    Ok(())
}

async fn put_rules(to: &mut Restoring<'_>, at: At, line: lines::Rules) -> Result<(), Fault> {
    if line.asks_akismet {
        to.tell_setting(at, "Akismet", "its key is in no export: set it again");
    }
    if line.webhook_url.is_some() {
        let why = "its secret is in no export: set the address and the secret again";
        to.tell_setting(at, "webhook", why);
    }
    let Some(updated_at) = line.updated_at else {
        return Ok(());
    };
    let change = rules::Change {
        min_length: Some(line.min_length),
        max_length: Some(line.max_length),
        hold_repeats: Some(line.hold_repeats),
        banned_words: Some(line.banned_words),
        suspect_words: Some(line.suspect_words),
        links_max: Some(line.links_max),
        spam_threshold: Some(line.spam_threshold.map(Into::into)),
        report_threshold: Some(line.report_threshold),
        ..rules::Change::default()
    };
    let rules = Rules {
        version: 1,
        updated_at,
        ..rules::changed(&Rules::shipped(to.site.id), change)?
    };
    storage::rules::save(to.txn, rules).await?;
    Ok(())
}

async fn put_ways_in(to: &Restoring<'_>, at: At, line: &lines::WaysIn) -> Result<(), Fault> {
    let ways = WaysIn {
        password: line.password,
        mail: line.mail,
        guests: line.guests,
        proof_of_work: at.word("proofOfWork", &line.proof_of_work)?,
        second_factor_for_staff: line.second_factor_for_staff,
        roles_from_site_tokens: line.roles_from_site_tokens,
        ..WaysIn::shipped(to.site.id)
    };
    if ways == WaysIn::shipped(to.site.id) {
        return Ok(());
    }
    Ok(storage::ways_in::save(to.txn, ways).await?)
}

/// People are known again by providers of the same issuer alone.
async fn put_provider(to: &mut Restoring<'_>, at: At, line: lines::Provider) -> Result<(), Fault> {
    let (txn, site) = (to.txn, to.site.id);
    let there = storage::providers::find_by_key(txn, site, &line.key).await?;
    let provider = match there {
        Some(there) if there.issuer == line.issuer => there,
        Some(_) => return Ok(()),
        None if !to.is_new => return Ok(()),
        None => {
            let why = "its client secret is in no export: set it again, if the provider wants one";
            to.tell_setting(at, &line.key, why);
            let new = NewProvider {
                key: line.key,
                name: line.name,
                issuer: line.issuer,
                client_id: line.client_id,
                client_secret: None,
                scopes: Some(line.scopes),
            };
            let provider = oidc::providers::as_it_was(to.app, &to.site, new, line.created_at)?;
            storage::providers::insert_if_new(txn, provider.clone()).await?;
            provider
        }
    };
    let stored = oidc::identity_provider(&provider);
    to.providers.insert(provider.key, stored);
    Ok(())
}

/// A secret without its text would let anybody in: such keys stay out.
async fn put_site_key(to: &mut Restoring<'_>, at: At, line: lines::SiteKey) -> Result<(), Fault> {
    let kind: SiteKeyKind = at.word("kind", &line.kind)?;
    let Some(material) = line.material.filter(|_| kind != SiteKeyKind::Secret) else {
        let name = line.kid.as_deref().unwrap_or("site key");
        to.tell_setting(
            at,
            name,
            "not taken, for its secret is in no export: add a new key",
        );
        return Ok(());
    };
    let key = SiteKey {
        id: SiteKeyId(at.id("sitekey", &line.id)?),
        site_id: to.site.id,
        kid: line.kid,
        kind,
        algorithm: algorithm(at, &line.algorithm)?,
        material: KeyText(material),
        key_set: None,
        asked_at: None,
        fetched_at: None,
        created_at: line.created_at,
        expires_at: line.expires_at,
    };
    Ok(storage::site_keys::insert(to.txn, key).await?)
}

async fn put_template(to: &Restoring<'_>, at: At, line: lines::MailTemplate) -> Result<(), Fault> {
    let template = MailTemplate {
        site_id: to.site.id,
        kind: at.word("kind", &line.kind)?,
        locale: line.locale,
        subject: line.subject,
        text: line.text,
        html: line.html,
        updated_at: line.own_since,
    };
    Ok(storage::mail_templates::save(to.txn, template).await?)
}

fn algorithm(at: At, text: &str) -> Result<SiteKeyAlgorithm, ImportError> {
    let known = SiteKeyAlgorithm::iter();
    let mut named = known.filter(|known| word(known).replace('_', "") == text);
    named.next().ok_or_else(|| at.bad("algorithm", text))
}

pub(super) async fn put_words(
    to: &Restoring<'_>,
    lines: Vec<(At, lines::SpamWord)>,
) -> Result<(), Fault> {
    if !to.is_new {
        return Ok(());
    }
    let words = lines.into_iter();
    let words = words.map(|(_, line)| (line.word, line.spam, line.approved));
    Ok(storage::restored::insert_spam_words(to.txn, to.site.id, words.collect()).await?)
}

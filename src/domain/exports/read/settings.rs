//! What holds for the site. No secret leaves it.
use super::{Of, PAGE};
use crate::{
    domain::{
        exports::lines::{self, Line},
        spelling::{id, word},
    },
    model::{MailTemplate, Provider, Rules, Site, SiteKey, SiteKeyKind, WaysIn},
    storage,
};
use sea_orm::DbErr;

pub(super) async fn settings(of: Of<'_>) -> Result<Vec<Line>, DbErr> {
    let Of { db, site, .. } = of;
    let rules = storage::rules::get(db, site.id).await?;
    let ways = storage::ways_in::get(db, site.id).await?;
    let mut providers = storage::providers::list(db, site.id).await?;
    providers.sort_by_key(|provider| provider.id);
    let mut keys = storage::site_keys::list(db, site.id).await?;
    keys.sort_by_key(|key| key.id);
    let mut templates = storage::mail_templates::list_all(db, site.id).await?;
    templates.sort_by_key(|template| (word(&template.kind), template.locale.clone()));
    let mut lines = vec![
        Line::Site(about(site)),
        Line::Rules(of_texts(rules)),
        Line::WaysIn(ways_in(&ways)),
    ];
    lines.extend(providers.into_iter().map(provider));
    lines.extend(keys.into_iter().map(site_key));
    lines.extend(templates.into_iter().map(template));
    Ok(lines)
}

fn about(site: &Site) -> lines::Site {
    lines::Site {
        id: id("site", site.id.0),
        key: site.key.clone(),
        name: site.name.clone(),
        origins: site.origins.clone(),
        mode: word(&site.mode),
        nesting: site.nesting,
        newcomer_approvals: site.newcomer_approvals,
        edit_window_seconds: site.edit_window.num_seconds(),
        episodes_must_exist: site.episodes_must_exist,
        close_after_days: site.close_after_days,
        created_at: site.created_at,
    }
}

fn of_texts(rules: Rules) -> lines::Rules {
    lines::Rules {
        min_length: rules.min_length,
        max_length: rules.max_length,
        hold_repeats: rules.hold_repeats,
        banned_words: rules.banned_words,
        suspect_words: rules.suspect_words,
        links_max: rules.links_max,
        spam_threshold: rules.spam_threshold,
        report_threshold: rules.report_threshold,
        asks_akismet: rules.akismet_key.is_some(),
        webhook_url: rules.webhook_url.map(|url| without_query(&url)),
        updated_at: (rules.version > 0).then_some(rules.updated_at),
    }
}

fn without_query(url: &str) -> String {
    url.split(['?', '#']).next().unwrap_or_default().to_owned()
}

fn ways_in(ways: &WaysIn) -> lines::WaysIn {
    lines::WaysIn {
        password: ways.password,
        mail: ways.mail,
        guests: ways.guests,
        proof_of_work: word(&ways.proof_of_work),
        second_factor_for_staff: ways.second_factor_for_staff,
        roles_from_site_tokens: ways.roles_from_site_tokens,
    }
}

fn provider(provider: Provider) -> Line {
    Line::Provider(lines::Provider {
        key: provider.key,
        name: provider.name,
        issuer: provider.issuer,
        client_id: provider.client_id,
        scopes: provider.scopes,
        created_at: provider.created_at,
    })
}

fn site_key(key: SiteKey) -> Line {
    let is_public = key.kind != SiteKeyKind::Secret;
    Line::SiteKey(lines::SiteKey {
        id: id("sitekey", key.id.0),
        kid: key.kid,
        kind: word(&key.kind),
        algorithm: word(&key.algorithm).replace('_', ""),
        material: is_public.then(|| key.material.0.clone()),
        created_at: key.created_at,
        expires_at: key.expires_at,
    })
}

fn template(template: MailTemplate) -> Line {
    Line::MailTemplate(lines::MailTemplate {
        kind: word(&template.kind),
        locale: template.locale,
        subject: template.subject,
        text: template.text,
        html: template.html,
        own_since: template.updated_at,
    })
}

/// With the word that the next page goes on from; none after the last one.
pub(super) async fn spam_words(
    of: Of<'_>,
    from: (Option<&str>, u64),
) -> Result<(Vec<Line>, Option<String>), DbErr> {
    let found = storage::exports::spam_words(of.db, of.site.id, from).await?;
    let is_full = found.len() as u64 >= PAGE;
    let last = found.last().map(|row| row.word.clone());
    let lines = found.into_iter().map(|row| {
        Line::SpamWord(lines::SpamWord {
            word: row.word,
            spam: row.spam,
            approved: row.ham,
        })
    });
    Ok((lines.collect(), last.filter(|_| is_full)))
}

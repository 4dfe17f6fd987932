//! Changing the rules of a site.
use crate::{
    app::App,
    domain::{
        Error, access,
        changes::Changes,
        credentials::limits::Operation,
        error::{Conflict, FieldError},
        input, log,
        moderation::words::WordList,
        policy, sites, text,
    },
    model::{Action, Actor, Rules},
    storage,
};
use std::collections::HashSet;

/// What is given changes, what is not stays. `Some(None)` takes a value away.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub min_length: Option<i32>,
    pub max_length: Option<i32>,
    pub hold_repeats: Option<bool>,
    pub banned_words: Option<Vec<String>>,
    pub suspect_words: Option<Vec<String>>,
    pub links_max: Option<Option<i32>>,
    pub spam_threshold: Option<Option<i32>>,
    pub report_threshold: Option<Option<i32>>,
    pub akismet_key: Option<Option<String>>,
    pub webhook_url: Option<Option<String>>,
    /// A new one; the one before goes on signing beside it until the next change of it.
    pub webhook_secret: Option<Option<String>>,
}

const PATTERN_LINES: usize = 1_000;
const KEY_MAX: usize = 200;
const SECRET_MIN: usize = 32;
const REASON_MAX: usize = 500;

/// By an admin. What changed, and why, stands in the log; keys and secrets do not.
pub async fn update(
    app: &App,
    actor: &Actor,
    site_key: &str,
    (change, reason): (Change, Option<String>),
) -> Result<Rules, Error> {
    access::signed_in(actor)?;
    let reason = input::optional_line("reason", reason, REASON_MAX)?;
    let site = sites::get(app, site_key).await?;
    let member = access::enter(app, actor, &site)?;
    policy::site::may_administer(actor, &site, app.env.now())?;
    access::limit(app, Operation::Moderate, member).await?;
    let change = callable(app, change)?;
    let before = storage::rules::get(app.db.read(), site.id).await?;
    let old = before.clone();
    // Lists take their time to be made ready.
    let mut rules = tokio::task::spawn_blocking(move || changed(&old, change))
        .await
        .map_err(anyhow::Error::from)??;
    if rules == before {
        return Err(Conflict::Nothing("the rules are so already").into());
    }
    rules.version += 1;
    rules.updated_at = app.env.now();
    let txn = app.db.begin_write().await?;
    if !storage::rules::save(&txn, rules.clone()).await? {
        return Err(Conflict::Changed.into());
    }
    let (from, to) = differences(&before, &rules).into_texts();
    let entry = log::Entry {
        from,
        to,
        reason,
        ..log::Entry::new(Action::UpdateRules, site.id, site.id.0)
    };
    log::record(app, &txn, log::By::member(actor, member.id), entry).await?;
    txn.commit().await?;
    Ok(rules)
}

/// A webhook that this service would never call is refused here, not found out by its first job.
fn callable(app: &App, change: Change) -> Result<Change, Error> {
    let Some(Some(url)) = &change.webhook_url else {
        return Ok(change);
    };
    match app.outbound.target(url) {
        Ok(target) => Ok(Change {
            webhook_url: Some(Some(target.as_str().to_owned())),
            ..change
        }),
        Err(refusal) => Err(Error::invalid("webhookUrl", refusal.sentence())),
    }
}

/// The rules with the change made, or all that is wrong with it.
pub(in crate::domain) fn changed(before: &Rules, change: Change) -> Result<Rules, Error> {
    let mut faults = Vec::new();
    let mut rules = before.clone();
    rules.min_length = change.min_length.unwrap_or(rules.min_length);
    rules.max_length = change.max_length.unwrap_or(rules.max_length);
    rules.hold_repeats = change.hold_repeats.unwrap_or(rules.hold_repeats);
    let most = Rules::LENGTH_MAX;
    within(&mut faults, "minLength", rules.min_length, (0, most));
    within(&mut faults, "maxLength", rules.max_length, (1, most));
    if rules.min_length > rules.max_length {
        fault(&mut faults, "minLength", "must not be above maxLength");
    }
    thresholds(&mut faults, &mut rules, &change);
    outside(&mut faults, &mut rules, &change);
    rules.banned_words = words(
        &mut faults,
        "bannedWords",
        change.banned_words,
        &rules.banned_words,
    );
    rules.suspect_words = words(
        &mut faults,
        "suspectWords",
        change.suspect_words,
        &rules.suspect_words,
    );
    if faults.is_empty() {
        Ok(rules)
    } else {
        Err(Error::Invalid(faults))
    }
}

fn thresholds(faults: &mut Vec<FieldError>, rules: &mut Rules, change: &Change) {
    rules.links_max = change.links_max.unwrap_or(rules.links_max);
    if let Some(max) = rules.links_max {
        within(faults, "linksMax", max, (0, 1_000));
    }
    if let Some(threshold) = change.spam_threshold {
        if let Some(threshold) = threshold {
            within(faults, "spamThreshold", threshold, (1, 100));
        }
        rules.spam_threshold = threshold.and_then(|threshold| i16::try_from(threshold).ok());
    }
    rules.report_threshold = change.report_threshold.unwrap_or(rules.report_threshold);
    if let Some(threshold) = rules.report_threshold {
        within(faults, "reportThreshold", threshold, (1, 1_000));
    }
}

/// Akismet and the webhook.
fn outside(faults: &mut Vec<FieldError>, rules: &mut Rules, change: &Change) {
    if let Some(key) = change.akismet_key.clone() {
        let plain = |key: &String| {
            (1..=KEY_MAX).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        if !key.as_ref().is_none_or(plain) {
            fault(
                faults,
                "akismetKey",
                "must have 1 to 200 letters and digits",
            );
        }
        rules.akismet_key = key;
    }
    if let Some(url) = change.webhook_url.clone() {
        rules.webhook_url = url;
    }
    if let Some(secret) = change.webhook_secret.clone() {
        let unfit =
            |secret: &String| !(SECRET_MIN..=KEY_MAX).contains(&secret.len()) || !secret.is_ascii();
        if secret.as_ref().is_some_and(unfit) {
            let message = "must have 32 to 200 ASCII characters: let a password tool make it";
            fault(faults, "webhookSecret", message);
        }
        rules.webhook_secret_before = rules.webhook_secret.take().filter(|_| secret.is_some());
        rules.webhook_secret = secret;
    }
    if rules.webhook_url.is_some() && rules.webhook_secret.is_none() {
        let message = "is needed with webhookUrl: it proves to your server who asks";
        fault(faults, "webhookSecret", message);
    }
}

/// The new list, or the old one; faults name the line.
fn words(
    faults: &mut Vec<FieldError>,
    field: &'static str,
    new: Option<Vec<String>>,
    old: &[String],
) -> Vec<String> {
    let Some(new) = new else {
        return old.to_vec();
    };
    if new.len() > PATTERN_LINES {
        fault(faults, field, "must have at most 1,000 lines");
        return old.to_vec();
    }
    let trimmed: Vec<String> = new.iter().map(|line| line.trim().to_owned()).collect();
    if let Some(at) = trimmed
        .iter()
        .position(|line| line.chars().any(char::is_control))
    {
        let message = format!("line {}: must have no control characters", at + 1);
        fault(faults, field, message);
        return old.to_vec();
    }
    if let Err(wrong) = WordList::compile(&trimmed) {
        // Ten tell enough of a list that is no list.
        let told = wrong.iter().take(10);
        faults.extend(told.map(|wrong| FieldError {
            field,
            message: wrong.sentence(),
        }));
    }
    trimmed
}

fn within(
    faults: &mut Vec<FieldError>,
    field: &'static str,
    value: i32,
    (least, most): (i32, i32),
) {
    if !(least..=most).contains(&value) {
        fault(faults, field, format!("must be {least} to {most}"));
    }
}

fn fault(faults: &mut Vec<FieldError>, field: &'static str, message: impl Into<String>) {
    faults.push(FieldError {
        field,
        message: message.into(),
    });
}

/// Of lists what was taken away and what was added, of secrets whether there is one, of the webhook
/// its host.
fn differences(before: &Rules, after: &Rules) -> Changes {
    let mut changes = Changes::default();
    for (name, old, new) in [
        ("minLength", before.min_length, after.min_length),
        ("maxLength", before.max_length, after.max_length),
    ] {
        changes.note(name, old, new);
    }
    changes.note("holdRepeats", before.hold_repeats, after.hold_repeats);
    for (name, old, new) in [
        ("bannedWords", &before.banned_words, &after.banned_words),
        ("suspectWords", &before.suspect_words, &after.suspect_words),
    ] {
        changes.note(name, only_in(old, new), only_in(new, old));
    }
    changes.note("linksMax", before.links_max, after.links_max);
    changes.note("spamThreshold", before.spam_threshold, after.spam_threshold);
    let readers = (before.report_threshold, after.report_threshold);
    changes.note("reportThreshold", readers.0, readers.1);
    let host = |rules: &Rules| rules.webhook_url.as_deref().and_then(text::url::origin_of);
    changes.note("webhook", host(before), host(after));
    for (name, old, new) in [
        ("akismetKey", &before.akismet_key, &after.akismet_key),
        (
            "webhookSecret",
            &before.webhook_secret,
            &after.webhook_secret,
        ),
    ] {
        let another = old.is_some() && new.is_some() && old != new;
        let told = |set: bool| if set { "set" } else { "none" };
        let now = if another {
            "another"
        } else {
            told(new.is_some())
        };
        changes.note(name, told(old.is_some()), now);
    }
    changes
}

/// Patterns that one entry of the log tells of; of more, how many.
const PATTERNS_TOLD: usize = 100;

fn only_in(this: &[String], other: &[String]) -> Vec<String> {
    let other: HashSet<&String> = other.iter().collect();
    let only = this.iter().filter(|line| !other.contains(line));
    let mut only: Vec<String> = only.cloned().collect();
    let more = only.len().saturating_sub(PATTERNS_TOLD);
    if more > 0 {
        only.truncate(PATTERNS_TOLD);
        only.push(format!("… and {more} more"));
    }
    only
}

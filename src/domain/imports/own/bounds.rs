//! What the service and both databases can take. A line that says more is refused where it stands.
use super::at::At;
use crate::domain::{
    exports::lines::{Author, Comment, Episode, Line, LogEntry, Note, Report},
    imports::reading::{ImportError, MAX_CONTENT, Problem, on_one_line},
    input,
};
use chrono::{DateTime, Utc};

/// Bytes of what stands in an index, PostgreSQL's with at most 2,704.
const INDEXED_MAX: usize = 2_000;
const SOURCE_MAX: usize = 32;
/// Of anything else that people or moderators write.
const WORDS_MAX: usize = 64 << 10;
const ADDRESSES_MAX: usize = 1_000;
const PERCENT_MAX: i32 = 100;

pub(super) fn check(at: At, line: &Line, written: &[u8]) -> Result<(), ImportError> {
    const NUL: &[u8] = b"\\u0000";
    if written.windows(NUL.len()).any(|bytes| bytes == NUL) {
        return Err(at.refuse(Problem::BadValue("a text", "\\u0000".to_owned())));
    }
    match line {
        Line::Site(site) => times(at, [site.created_at]),
        Line::Rules(rules) => times(at, rules.updated_at),
        Line::Provider(provider) => times(at, [provider.created_at]),
        Line::SiteKey(key) => times(
            at,
            [Some(key.created_at), key.expires_at].into_iter().flatten(),
        ),
        Line::MailTemplate(mail) => times(at, [mail.own_since]),
        Line::Author(author) => check_author(at, author),
        Line::Episode(episode) => check_episode(at, episode),
        Line::Comment(comment) => check_comment(at, comment),
        Line::Report(report) => check_report(at, report),
        Line::Note(note) => check_note(at, note),
        Line::LogEntry(entry) => check_entry(at, entry),
        _ => Ok(()),
    }
}

fn check_author(at: At, author: &Author) -> Result<(), ImportError> {
    let identities = author.identities.iter();
    let muted = author.muted.iter().map(|muted| muted.created_at);
    times(at, [author.first_seen_at])?;
    times(at, author.standing_until)?;
    times(at, identities.clone().map(|known| known.created_at))?;
    times(at, muted)?;
    words(at, "standingReason", author.standing_reason.as_deref())?;
    words(at, "pictureUrl", author.picture_url.as_deref())?;
    for identity in identities {
        within(at, "subject", &identity.subject, INDEXED_MAX)?;
    }
    for from in &author.imported_from {
        within(at, "source", &from.source, SOURCE_MAX)?;
        within(
            at,
            "authorKey",
            from.author_key.as_deref().unwrap_or_default(),
            INDEXED_MAX,
        )?;
    }
    for (field, number) in [
        ("reportsUpheld", author.reports_upheld),
        ("reportsDismissed", author.reports_dismissed),
    ] {
        between(at, field, number, (0, i32::MAX / 2))?;
    }
    Ok(())
}

fn check_episode(at: At, episode: &Episode) -> Result<(), ImportError> {
    times(at, [episode.created_at])?;
    times(at, episode.published_at)?;
    times(at, episode.locked_until)?;
    times(at, episode.closed_until)?;
    times(at, episode.closes_on)?;
    within(at, "key", &episode.key, INDEXED_MAX)?;
    if on_one_line(&episode.key).is_empty() {
        return Err(at.bad("key", &episode.key));
    }
    words(at, "title", Some(&episode.title))?;
    words(at, "lockReason", episode.lock_reason.as_deref())?;
    words(at, "closedMessage", episode.closed_message.as_deref())?;
    if episode.urls.len() > ADDRESSES_MAX {
        return Err(at.bad("urls", &format!("{} addresses", episode.urls.len())));
    }
    for url in episode.urls.iter().chain(&episode.url) {
        within(at, "url", url, INDEXED_MAX)?;
    }
    let days = episode.close_after_days.unwrap_or(1);
    between(at, "closeAfterDays", days, (1, 36_500))
}

fn check_comment(at: At, comment: &Comment) -> Result<(), ImportError> {
    times(at, [comment.created_at])?;
    times(at, comment.edited_at)?;
    times(at, comment.pinned_at)?;
    times(at, comment.featured_at)?;
    times(at, comment.revisions.iter().map(|text| text.created_at))?;
    times(at, comment.votes.iter().map(|vote| vote.created_at))?;
    if let Some(lock) = &comment.branch_lock {
        times(at, [lock.locked_at])?;
        times(at, lock.until)?;
        words(at, "reason", lock.reason.as_deref())?;
    }
    for text in &comment.revisions {
        within(at, "bodyMarkdown", &text.body_markdown, MAX_CONTENT)?;
    }
    words(at, "authorNote", comment.author_note.as_deref())?;
    let key = comment.external_key.as_deref();
    within(at, "externalKey", key.unwrap_or_default(), INDEXED_MAX)?;
    input::moment("momentSeconds", comment.moment_seconds, false)
        .map_err(|_| at.bad("momentSeconds", "so many"))?;
    let score = comment.spam_score.unwrap_or_default();
    between(at, "spamScore", score.into(), (0, PERCENT_MAX))
}

fn check_report(at: At, report: &Report) -> Result<(), ImportError> {
    times(at, [report.created_at])?;
    times(at, report.resolved_at)?;
    words(at, "text", report.text.as_deref())?;
    if let Some(illegal) = &report.illegal {
        for text in [
            &illegal.name,
            &illegal.email,
            &illegal.legal_basis,
            &illegal.location,
        ] {
            words(at, "illegal", text.as_deref())?;
        }
    }
    between(at, "weight", report.weight, (0, PERCENT_MAX))
}

fn check_note(at: At, note: &Note) -> Result<(), ImportError> {
    times(at, [note.created_at])?;
    words(at, "text", Some(&note.text))
}

fn check_entry(at: At, entry: &LogEntry) -> Result<(), ImportError> {
    times(at, [entry.created_at])?;
    for text in [
        &entry.from,
        &entry.to,
        &entry.reason,
        &entry.note,
        &entry.correlation_id,
    ] {
        within(at, "from", text.as_deref().unwrap_or_default(), MAX_CONTENT)?;
    }
    Ok(())
}

fn times(at: At, times: impl IntoIterator<Item = DateTime<Utc>>) -> Result<(), ImportError> {
    for time in times {
        input::time("time", time).map_err(|_| at.bad("time", &time.to_string()))?;
    }
    Ok(())
}

fn words(at: At, field: &'static str, text: Option<&str>) -> Result<(), ImportError> {
    within(at, field, text.unwrap_or_default(), WORDS_MAX)
}

fn within(at: At, field: &'static str, text: &str, max: usize) -> Result<(), ImportError> {
    if text.len() <= max {
        return Ok(());
    }
    Err(at.bad(field, text))
}

fn between(
    at: At,
    field: &'static str,
    number: i32,
    (least, most): (i32, i32),
) -> Result<(), ImportError> {
    if (least..=most).contains(&number) {
        return Ok(());
    }
    Err(at.bad(field, &number.to_string()))
}

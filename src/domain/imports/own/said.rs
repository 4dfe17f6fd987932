//! Episodes, and all that was said.
use super::{
    at::At,
    links::NONE,
    restoring::{Restoring, Trust},
};
use crate::{
    domain::{
        Error, episodes,
        exports::lines::{self, Comment as Line, Revision},
        imports::{Fault, reading::ImportError},
        moderation::{
            Reading,
            spam::{self, Score, Weighed},
        },
        text,
    },
    model::{
        Beginning, BranchLock, Comment, CommentId, Episode, EpisodeId, HoldReason, Kept, Learned,
        LogEntryId, MemberId, Record, RejectReason, RevisionId,
    },
    storage::{self, restored::Text},
};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

pub(super) async fn put_episodes(
    to: &mut Restoring<'_>,
    lines: Vec<(At, Box<lines::Episode>)>,
) -> Result<(), Fault> {
    let mut ids = Vec::with_capacity(lines.len());
    for (at, line) in &lines {
        ids.push(at.id("episode", &line.id)?);
    }
    let there = storage::restored::sites_of_episodes(to.txn, &ids).await?;
    for ((at, line), id) in lines.into_iter().zip(ids) {
        let is_here = to.is_here(&there, (at, id, &line.id))?;
        let found = if is_here {
            Some(EpisodeId(id))
        } else {
            joined(to, &line).await?
        };
        let Some(found) = found else {
            put_episode(to, at, EpisodeId(id), *line).await?;
            to.done.episodes_created += 1;
            to.page_is_new(id);
            continue;
        };
        storage::episodes::lock(to.txn, found).await?;
        to.done.episodes_already_there += 1;
        if found.0 != id {
            to.joined.episodes.insert(id, found.0);
        }
    }
    Ok(())
}

async fn joined(to: &Restoring<'_>, line: &lines::Episode) -> Result<Option<EpisodeId>, Error> {
    if to.is_new {
        return Ok(None);
    }
    let (txn, site) = (to.txn, to.site.id);
    if let Some(found) = storage::episodes::find_by_key(txn, site, &line.key).await? {
        return Ok(Some(found.id));
    }
    for url in &line.urls {
        let key = text::url::page_key(url);
        if let Some(found) = storage::episodes::find_by_page(txn, site, &key).await? {
            return Ok(Some(found.id));
        }
    }
    Ok(None)
}

async fn put_episode(
    to: &Restoring<'_>,
    at: At,
    id: EpisodeId,
    line: lines::Episode,
) -> Result<(), Fault> {
    let mode = line.mode.as_deref().map(|mode| at.word("mode", mode));
    for url in line.urls.iter().chain(&line.url) {
        text::url::page_url(url).map_err(|_| at.bad("url", url))?;
    }
    let episode = Episode {
        id,
        title: line.title,
        url: line.url,
        published_at: line.published_at,
        vouched: line.vouched,
        state: at.word("state", &line.state)?,
        lock_reason: line.lock_reason,
        locked_until: line.locked_until,
        closed_message: line.closed_message,
        closed_until: line.closed_until,
        close_after_days: line.close_after_days,
        closes_on: line.closes_on,
        mode: mode.transpose()?,
        created_at: line.created_at,
        ..episodes::blank(to.app, &to.site, line.key)
    };
    let episode = storage::episodes::insert(to.txn, episode).await?;
    for url in line.urls {
        episodes::add_url(to.app, to.txn, &episode, url).await?;
    }
    Ok(())
}

/// What goes in together.
#[derive(Default)]
struct Rows {
    comments: Vec<Comment>,
    texts: Vec<Text>,
    votes: Vec<(CommentId, MemberId, DateTime<Utc>)>,
    locks: Vec<BranchLock>,
}

pub(super) async fn put_comments(
    to: &mut Restoring<'_>,
    lines: Vec<(At, Box<Line>)>,
) -> Result<(), Fault> {
    let mut ids = Vec::with_capacity(lines.len());
    for (at, line) in &lines {
        ids.push(at.id("comment", &line.id)?);
    }
    let there = storage::restored::sites_of_comments(to.txn, &ids).await?;
    let external = external(to, &lines).await?;
    let mut rows = Rows::default();
    for ((at, line), id) in lines.into_iter().zip(ids) {
        let episode = to.episode(at, &line.episode_id)?;
        let key = line.external_key.clone();
        let known = key.and_then(|key| external.get(&(episode, key)));
        if to.is_here(&there, (at, id, &line.id))? {
            to.done.comments_already_there += 1;
        } else if let Some(known) = known {
            to.joined.comments.insert(id, *known);
            to.done.comments_already_there += 1;
        } else {
            add(to, (at, CommentId(id), episode), *line, &mut rows)?;
            to.done.comments_imported += 1;
        }
    }
    Ok(write(to, rows).await?)
}

/// What an import from elsewhere has brought to both places.
async fn external(
    to: &Restoring<'_>,
    lines: &[(At, Box<Line>)],
) -> Result<HashMap<(EpisodeId, String), uuid::Uuid>, Fault> {
    let mut keys = Vec::new();
    let mut episodes = Vec::new();
    for (at, line) in lines.iter().filter(|_| !to.is_new) {
        if let Some(key) = &line.external_key {
            keys.push(key.as_str());
            episodes.push(to.episode(*at, &line.episode_id)?);
        }
    }
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    episodes.sort_unstable();
    episodes.dedup();
    Ok(storage::restored::external(to.txn, &episodes, &keys).await?)
}

fn add(
    to: &mut Restoring<'_>,
    (at, id, episode_id): (At, CommentId, EpisodeId),
    line: Line,
    rows: &mut Rows,
) -> Result<(), Fault> {
    let comment = comment(to, (at, id, episode_id), &line)?;
    for text in &line.revisions {
        rows.texts.push(Text {
            id: RevisionId(at.id("revision", &text.id)?),
            comment_id: id,
            body_markdown: text.body_markdown.clone(),
            created_at: text.created_at,
        });
    }
    for vote in &line.votes {
        let voter = to.author(at, &vote.author_id)?;
        rows.votes.push((id, voter, vote.created_at));
    }
    if let Some(lock) = line.branch_lock {
        rows.locks.push(BranchLock {
            comment_id: id,
            episode_id,
            outer_id: None,
            reason: lock.reason,
            locked_until: lock.until,
            created_at: lock.locked_at,
        });
    }
    let record = to.records.entry(comment.author_id).or_default();
    *record = record.plus(Record::of(comment.status));
    to.episodes.insert(episode_id);
    rows.comments.push(comment);
    Ok(())
}

fn comment(
    to: &mut Restoring<'_>,
    (at, id, episode_id): (At, CommentId, EpisodeId),
    line: &Line,
) -> Result<Comment, Fault> {
    let place = to.survey.comments.place(id.0).unwrap_or(NONE) as usize;
    let (tally, depth) = (to.survey.tallies[place], to.survey.depths[place]);
    let text = line.revisions.last();
    let text = text.ok_or_else(|| at.missing("a text of the comment"))?;
    let revision_id = RevisionId(at.id("revision", &text.id)?);
    let beginning = Beginning {
        id,
        revision_id,
        site_id: to.site.id,
        episode_id,
        author_id: to.author(at, &line.author_id)?,
        created_at: line.created_at,
    };
    let (parent_id, nested_under_id) = linked(to, at, (id, line))?;
    let decision = at.some_id("decision", line.decision_id.as_ref())?;
    Ok(Comment {
        parent_id,
        nested_under_id,
        depth: i16::try_from(depth).unwrap_or(i16::MAX),
        status: at.word("status", &line.status)?,
        shown: tally.shown,
        body_html: text::markdown::render(&text.body_markdown),
        body_markdown: text.body_markdown.clone(),
        renderer: text::markdown::RENDERER,
        score: i32::try_from(line.votes.len()).unwrap_or(i32::MAX),
        reply_count: tally.reply_count,
        answer_count: tally.answer_count,
        hold_reasons: hold_reasons(at, &line.hold_reasons)?,
        decision_id: decision
            .filter(|_| to.trust == Trust::Operator)
            .map(LogEntryId),
        reject_reason: named(
            at,
            "rejectReason",
            line.reject_reason.as_deref(),
            RejectReason::parse,
        )?,
        author_note: line.author_note.clone(),
        edited_at: line.edited_at,
        external_key: line.external_key.clone(),
        reviewed: line.reviewed,
        kept: kept(at, line)?,
        pinned_at: line.pinned_at,
        featured_at: line.featured_at,
        spam_score: line.spam_score,
        spam_words: spam_words(line),
        learned_as: named(at, "learnedAs", line.learned_as.as_deref(), |name| {
            Learned::parse(&name.to_lowercase())
        })?,
        text_hash: Reading::of(&text.body_markdown).fingerprint(),
        moment_seconds: line.moment_seconds,
        ..Comment::blank(beginning)
    })
}

/// What it answers and what it stands under, if these are written before it; else they are linked in
/// the end.
fn linked(
    to: &mut Restoring<'_>,
    at: At,
    (id, line): (CommentId, &Line),
) -> Result<(Option<CommentId>, Option<CommentId>), Fault> {
    let find = |text: &Option<String>| text.as_deref().map(|text| to.comment(at, text)).transpose();
    let (parent, under) = (find(&line.parent_id)?, find(&line.nested_under_id)?);
    let comes_later = |above: &Option<String>| above.as_ref().is_some_and(|above| *above > line.id);
    if comes_later(&line.parent_id) || comes_later(&line.nested_under_id) {
        to.unlinked.push((id, parent, under));
        return Ok((None, None));
    }
    Ok((parent, under))
}

fn hold_reasons(at: At, names: &[String]) -> Result<Vec<HoldReason>, ImportError> {
    let known = |name: &String| HoldReason::parse(name).ok_or_else(|| at.bad("holdReasons", name));
    names.iter().map(known).collect()
}

pub(super) fn named<T>(
    at: At,
    field: &'static str,
    name: Option<&str>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, ImportError> {
    name.map(|name| parse(name).ok_or_else(|| at.bad(field, name)))
        .transpose()
}

/// An edited text says when it was edited.
fn kept(at: At, line: &Line) -> Result<Option<Kept>, ImportError> {
    let Some(shown) = &line.shown_revision_id else {
        return Ok(None);
    };
    let is_shown = |text: &Revision| text.id == *shown;
    let place = line.revisions.iter().position(is_shown);
    let place = place.ok_or_else(|| at.missing(shown))?;
    let text = &line.revisions[place];
    Ok(Some(Kept {
        revision_id: RevisionId(at.id("revision", &text.id)?),
        body_html: text::markdown::render(&text.body_markdown),
        body_markdown: text.body_markdown.clone(),
        renderer: text::markdown::RENDERER,
        edited_at: (place > 0).then_some(text.created_at),
    }))
}

fn spam_words(line: &Line) -> Option<String> {
    let percent = u8::try_from(line.spam_score?).ok()?;
    let words = line.spam_words.iter().map(|word| Weighed {
        token: word.word.clone(),
        percent: word.percent,
        spam: word.spam,
        ham: word.approved,
    });
    let words = words.collect();
    Some(spam::encode(&Score { percent, words }))
}

async fn write(to: &Restoring<'_>, rows: Rows) -> Result<(), Error> {
    storage::restored::insert_comments(to.txn, rows.comments).await?;
    storage::restored::insert_texts(to.txn, rows.texts).await?;
    storage::restored::insert_votes(to.txn, rows.votes).await?;
    for lock in rows.locks {
        storage::branches::save(to.txn, lock).await?;
    }
    Ok(())
}

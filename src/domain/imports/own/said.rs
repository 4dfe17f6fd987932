//! All that was said.
use super::{
    at::At,
    claimed,
    links::NONE,
    restoring::{Restoring, Trust},
};
use crate::{
    domain::{
        Error,
        exports::lines::{Comment as Line, Revision},
        imports::{
            Fault,
            reading::{ImportError, Problem},
        },
        moderation::{
            Reading,
            spam::{self, Score, Weighed},
        },
        text,
    },
    model::{
        Beginning, BranchLock, Comment, CommentId, EpisodeId, HoldReason, Kept, Learned,
        LogEntryId, MemberId, Record, RejectReason, RevisionId, Site,
    },
    storage::{
        self,
        restored::{Stands, Text},
    },
};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// What goes in together.
#[derive(Default)]
struct Rows {
    comments: Vec<Comment>,
    texts: Vec<(At, Text)>,
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
    let there = storage::restored::comments(to.txn, &ids).await?;
    let mut external = external(to, &lines).await?;
    let mut rows = Rows::default();
    for ((at, line), id) in lines.into_iter().zip(ids) {
        let episode = to.episode(at, &line.episode_id)?;
        if let Some(found) = there.get(&id) {
            if found.site != to.site.id {
                return Err(at.refuse(Problem::OnAnotherSite(line.id.clone())).into());
            }
            stands(to, at, (CommentId(id), episode, found))?;
            to.done.comments_already_there += 1;
            continue;
        }
        let key = line.external_key.clone().map(|key| (episode, key));
        if let Some((known, depth)) = key.as_ref().and_then(|key| external.get(key)) {
            to.joined.comments.insert(id, *known);
            to.levels.insert(CommentId(*known), *depth);
            to.done.comments_already_there += 1;
            continue;
        }
        if let Some(key) = key {
            let place = to.survey.comments.place(id).unwrap_or(NONE) as usize;
            let depth = i16::try_from(to.survey.depths[place]).unwrap_or(i16::MAX);
            external.insert(key, (id, depth));
        }
        let author = claimed::speaker(to, at, &line.author_id).await?;
        add(to, (at, CommentId(id), episode), (*line, author), &mut rows)?;
        to.done.comments_imported += 1;
    }
    no_text_is_there(to, &rows).await?;
    Ok(write(to, rows).await?)
}

/// What is there stands in the thread that the file names, if on another level.
fn stands(
    to: &mut Restoring<'_>,
    at: At,
    (id, episode, found): (CommentId, EpisodeId, &Stands),
) -> Result<(), Fault> {
    if found.episode != episode {
        return Err(at.refuse(Problem::OtherThread).into());
    }
    let place = to.survey.comments.place(id.0).unwrap_or(NONE) as usize;
    if i64::from(to.survey.depths[place]) != i64::from(found.depth) {
        to.levels.insert(id, found.depth);
    }
    Ok(())
}

/// Their ids are nobody else's.
async fn no_text_is_there(to: &Restoring<'_>, rows: &Rows) -> Result<(), Fault> {
    let ids: Vec<Uuid> = rows.texts.iter().map(|(_, text)| text.id.0).collect();
    let there = storage::restored::texts(to.txn, &ids).await?;
    let mut seen = HashSet::new();
    for (at, text) in &rows.texts {
        if there.contains(&text.id.0) || !seen.insert(text.id.0) {
            let name = format!("revision_{}", text.id.0.simple());
            return Err(at.refuse(Problem::IsThere(name)).into());
        }
    }
    Ok(())
}

/// What an import from elsewhere has brought to both places.
async fn external(
    to: &Restoring<'_>,
    lines: &[(At, Box<Line>)],
) -> Result<HashMap<(EpisodeId, String), (Uuid, i16)>, Fault> {
    let mut keys = Vec::new();
    let mut episodes = Vec::new();
    for (at, line) in lines {
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
    (line, author): (Line, MemberId),
    rows: &mut Rows,
) -> Result<(), Fault> {
    let voters = voters(to, at, (&line, author))?;
    let comment = Comment {
        score: i32::try_from(voters.len()).unwrap_or(i32::MAX),
        ..comment(to, (at, id, episode_id), (&line, author))?
    };
    for text in &line.revisions {
        let text = Text {
            id: RevisionId(at.id("revision", &text.id)?),
            comment_id: id,
            body_markdown: text.body_markdown.clone(),
            created_at: text.created_at,
        };
        rows.texts.push((at, text));
    }
    let voters = voters.into_iter();
    rows.votes.extend(voters.map(|(voter, at)| (id, voter, at)));
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

/// Each once, and nobody for what they wrote, as somebody might who was two people there.
fn voters(
    to: &Restoring<'_>,
    at: At,
    (line, author): (&Line, MemberId),
) -> Result<BTreeMap<MemberId, DateTime<Utc>>, Fault> {
    let mut voters = BTreeMap::new();
    for vote in &line.votes {
        let voter = to.author(at, &vote.author_id)?;
        if voter != author && !claimed::is_claimed(to, at, &vote.author_id)? {
            voters.entry(voter).or_insert(vote.created_at);
        }
    }
    Ok(voters)
}

/// As the file has it, unless what it stands under is on another level here.
fn depth(
    to: &mut Restoring<'_>,
    at: At,
    (id, under, place): (CommentId, Option<CommentId>, usize),
) -> Result<i16, Fault> {
    let level = under.and_then(|under| to.levels.get(&under).copied());
    let Some(level) = level else {
        return Ok(i16::try_from(to.survey.depths[place]).unwrap_or(i16::MAX));
    };
    if level >= Site::NESTING_MAX {
        let deepest = Site::NESTING_MAX.unsigned_abs().into();
        return Err(at.refuse(Problem::TooDeeplyNested(deepest)).into());
    }
    to.levels.insert(id, level + 1);
    Ok(level + 1)
}

fn comment(
    to: &mut Restoring<'_>,
    (at, id, episode_id): (At, CommentId, EpisodeId),
    (line, author_id): (&Line, MemberId),
) -> Result<Comment, Fault> {
    let place = to.survey.comments.place(id.0).unwrap_or(NONE) as usize;
    let tally = to.survey.tallies[place];
    let text = line.revisions.last();
    let text = text.ok_or_else(|| at.missing("a text of the comment"))?;
    let revision_id = RevisionId(at.id("revision", &text.id)?);
    let beginning = Beginning {
        id,
        revision_id,
        site_id: to.site.id,
        episode_id,
        author_id,
        created_at: line.created_at,
    };
    let (parent_id, nested_under_id) = linked(to, at, (id, line))?;
    let depth = depth(to, at, (id, nested_under_id, place))?;
    let decision = at.some_id("decision", line.decision_id.as_ref())?;
    Ok(Comment {
        parent_id,
        nested_under_id,
        depth,
        status: at.word("status", &line.status)?,
        shown: tally.shown,
        body_html: text::markdown::render(&text.body_markdown),
        body_markdown: text.body_markdown.clone(),
        renderer: text::markdown::RENDERER,
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
        // Where pins are there already, there may be room for none.
        pinned_at: line.pinned_at.filter(|_| to.is_new),
        featured_at: line.featured_at,
        spam_score: line.spam_score,
        spam_words: spam_words(line),
        learned_as: learned(to, at, line)?,
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
    let place = |id: Option<CommentId>| id.and_then(|id| to.survey.comments.place(id.0));
    let own = place(Some(id));
    if place(parent) > own || place(under) > own {
        to.unlinked.push((id, parent, under));
        return Ok((None, None));
    }
    Ok((parent, under))
}

/// Where the words that the score knows are others, it has learned nothing from these texts.
fn learned(to: &Restoring<'_>, at: At, line: &Line) -> Result<Option<Learned>, ImportError> {
    let name = line.learned_as.as_deref();
    let learned = named(at, "learnedAs", name, |name| {
        Learned::parse(&name.to_lowercase())
    })?;
    Ok(learned.filter(|_| to.is_new))
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
    let texts = rows.texts.into_iter().map(|(_, text)| text).collect();
    storage::restored::insert_texts(to.txn, texts).await?;
    storage::restored::insert_votes(to.txn, rows.votes).await?;
    for lock in rows.locks {
        storage::branches::save(to.txn, lock).await?;
    }
    Ok(())
}

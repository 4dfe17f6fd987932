//! Episodes, and all that was said.
use super::{Of, Told, last};
use crate::{
    domain::{
        exports::lines::{BranchLock, Comment, Episode, Line, Revision, Vote, Weighed},
        moderation::spam,
        spelling::{id, word},
    },
    model::{CommentId, EpisodeId, RevisionId},
    storage::{self, account_data::Page},
};
use sea_orm::DbErr;
use std::collections::HashMap;
use uuid::Uuid;

pub(super) async fn episodes(of: Of<'_>, page: Page) -> Result<Told, DbErr> {
    let (known, last) = known(of, page).await?;
    let lines = known
        .into_iter()
        .map(|(_, episode)| Line::Episode(Box::new(episode)));
    Ok((lines.collect(), last))
}

/// With the id that the next page goes on from, as [`Told`].
pub(super) async fn known(
    of: Of<'_>,
    page: Page,
) -> Result<(Vec<(EpisodeId, Episode)>, Option<Uuid>), DbErr> {
    let episodes = storage::exports::episodes(of.db, of.site.id, page).await?;
    let last = last(episodes.iter().map(|episode| episode.id.0));
    let ids: Vec<_> = episodes.iter().map(|episode| episode.id).collect();
    let mut urls: HashMap<EpisodeId, Vec<String>> = HashMap::new();
    for address in storage::exports::urls(of.db, &ids).await? {
        let known = urls.entry(address.episode_id).or_default();
        known.push(address.url);
    }
    let known = episodes.into_iter().map(|episode| {
        let told = Episode {
            id: id("episode", episode.id.0),
            urls: urls.remove(&episode.id).unwrap_or_default(),
            key: episode.key,
            title: episode.title,
            url: episode.url,
            published_at: episode.published_at,
            vouched: episode.vouched,
            state: word(&episode.state),
            lock_reason: episode.lock_reason,
            locked_until: episode.locked_until,
            closed_message: episode.closed_message,
            closed_until: episode.closed_until,
            close_after_days: episode.close_after_days,
            closes_on: episode.closes_on,
            mode: episode.mode.map(|mode| word(&mode)),
            created_at: episode.created_at,
        };
        (episode.id, told)
    });
    Ok((known.collect(), last))
}

/// What belongs to a page of comments besides their rows.
#[derive(Default)]
struct Around {
    revisions: HashMap<CommentId, Vec<Revision>>,
    votes: HashMap<CommentId, Vec<Vote>>,
    locks: HashMap<CommentId, BranchLock>,
}

pub(super) async fn comments(of: Of<'_>, page: Page) -> Result<Told, DbErr> {
    let comments = storage::exports::comments(of.db, of.site.id, page).await?;
    let (said, last) = said(of, comments).await?;
    let lines = said
        .into_iter()
        .map(|comment| Line::Comment(Box::new(comment)));
    Ok((lines.collect(), last))
}

/// The same of one episode.
pub(super) async fn said_on(
    of: Of<'_>,
    episode: EpisodeId,
    page: Page,
) -> Result<(Vec<Comment>, Option<Uuid>), DbErr> {
    let comments = storage::exports::comments_on(of.db, episode, page).await?;
    said(of, comments).await
}

async fn said(
    of: Of<'_>,
    comments: Vec<entity::comment::Model>,
) -> Result<(Vec<Comment>, Option<Uuid>), DbErr> {
    let last = last(comments.iter().map(|comment| comment.id.0));
    let ids: Vec<_> = comments.iter().map(|comment| comment.id).collect();
    let mut around = around(of, &ids).await?;
    let said = comments.into_iter().map(|comment| {
        let comment_id = |other: CommentId| id("comment", other.0);
        Comment {
            id: comment_id(comment.id),
            episode_id: id("episode", comment.episode_id.0),
            parent_id: comment.parent_id.map(comment_id),
            nested_under_id: comment.nested_under_id.map(comment_id),
            author_id: id("author", comment.author_id.0),
            status: word(&comment.status),
            revisions: newest_last(
                around.revisions.remove(&comment.id).unwrap_or_default(),
                comment.revision_id,
            ),
            shown_revision_id: comment.kept_revision_id.map(|kept| id("revision", kept.0)),
            created_at: comment.created_at,
            edited_at: comment.edited_at,
            moment_seconds: comment.moment_seconds,
            hold_reasons: spelled(&comment.hold_reasons),
            decision_id: comment.decision_id.map(|entry| id("decision", entry.0)),
            reject_reason: comment.reject_reason.map(|reason| reason.to_uppercase()),
            author_note: comment.author_note,
            reviewed: comment.reviewed,
            pinned_at: comment.pinned_at,
            featured_at: comment.featured_at,
            branch_lock: around.locks.remove(&comment.id),
            spam_score: comment.spam_score,
            spam_words: weighed(comment.spam_words.as_deref()),
            learned_as: comment.learned_as.map(|learned| learned.to_uppercase()),
            external_key: comment.external_key,
            votes: around.votes.remove(&comment.id).unwrap_or_default(),
        }
    });
    Ok((said.collect(), last))
}

async fn around(of: Of<'_>, comments: &[CommentId]) -> Result<Around, DbErr> {
    let mut around = Around::default();
    for revision in storage::exports::revisions(of.db, comments).await? {
        let known = around.revisions.entry(revision.comment_id).or_default();
        known.push(Revision {
            id: id("revision", revision.id.0),
            body_markdown: revision.body_markdown,
            created_at: revision.created_at,
        });
    }
    for vote in storage::exports::votes(of.db, comments).await? {
        let known = around.votes.entry(vote.comment_id).or_default();
        known.push(Vote {
            author_id: id("author", vote.member_id.0),
            created_at: vote.created_at,
        });
    }
    for lock in storage::exports::branch_locks(of.db, comments).await? {
        let told = BranchLock {
            reason: lock.reason,
            until: lock.locked_until,
            locked_at: lock.created_at,
        };
        around.locks.insert(lock.comment_id, told);
    }
    Ok(around)
}

/// Nodes whose clocks differ may have given a newer text the lower id.
fn newest_last(mut texts: Vec<Revision>, current: RevisionId) -> Vec<Revision> {
    let current = id("revision", current.0);
    texts.sort_by_key(|text| text.id == current);
    texts
}

fn weighed(encoded: Option<&str>) -> Vec<Weighed> {
    let score = encoded.and_then(spam::decode);
    let words = score.map(|score| score.words).unwrap_or_default();
    let told = words.into_iter().map(|word| Weighed {
        word: word.token,
        percent: word.percent,
        spam: word.spam,
        approved: word.ham,
    });
    told.collect()
}

fn spelled(names: &str) -> Vec<String> {
    let names = names.split(',').filter(|name| !name.is_empty());
    names.map(str::to_uppercase).collect()
}
